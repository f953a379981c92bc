"""What words mean: plain ones, and those of this project."""
from .family import Family, table

PLAIN = table(
    """
water=a clear liquid that living things drink; the sun=the star that the Earth moves around; the moon=the rock that moves around the Earth; the Earth=the planet that we live on
a star=a very hot ball of gas that shines; a planet=a round body that moves around a star; a river=water that flows through the land to the sea; a mountain=land that rises very high
an island=land with water all around it; a desert=a dry place where little grows; a forest=a place with many trees; a lake=still water with land all around it; the sea=the salt water that covers most of the Earth
rain=water that falls from the clouds; snow=frozen water that falls in flakes; wind=air that moves; a cloud=many small drops of water in the air; ice=water that is frozen; fire=the heat and light of burning things
a storm=strong wind with rain; a rainbow=sunlight that drops of rain split into colors; lightning=a great spark between a cloud and the ground; thunder=the sound of lightning; gravity=the force that pulls things to the ground
energy=what makes things move and change; light=what lets us see; sound=a wave that we hear; heat=the energy of moving particles; an atom=the smallest part of an element; a cell=the smallest part of a living thing
a seed=the start of a new plant; a plant=a living thing that grows from the ground; an animal=a living thing that moves and eats; a heart=the part of the body that pumps blood; blood=the red liquid that flows in the body
a book=pages of text that are bound together; a word=letters with a meaning; a sentence=words that say a whole thought; a letter=a sign that stands for a sound; a poem=words with rhythm; a story=words that tell what happened
music=sound that is made to be enjoyed; a song=music that is sung; a map=a picture of land from above; a clock=a machine that tells the time; a year=the time the Earth needs to move around the sun; a day=the time the Earth needs to turn once
a computer=a machine that works with data; a program=a list of steps for a computer; a network=computers that talk to each other; data=facts that are stored; a file=data with a name; a bug=a mistake in a program
a robot=a machine that works by itself; a battery=a thing that stores electric power; a bridge=a road over water; a wheel=a round thing that turns; a school=a place where people learn; a bank=a place that keeps money
money=what people pay with; a law=a rule that everyone must follow; a friend=a person you like and trust; a family=people who belong together; a city=a place where very many people live; trust=the belief that someone keeps a promise
""",
    "a", "b",
)
PROJECT = table(
    """
a session=a funded agreement between a client and the network; a task=one prompt on its way through a session; a miner=a node that runs the model and answers prompts; a router=a node that takes prompts and picks miners
an oracle=a node that watches deadlines and checks that answers agree; a validator=a node that judges the answers of miners; a client=whoever pays for answers; a node=one program of the network; a slot=the place of one answer in a task
a precommit=a hash that binds a miner to its answer; a commit=the step that reveals an answer that was bound before; an ack=the word of a miner that it will work on a task; a quorum=the number of miners that is enough to go on
COR=the token that pays for answers; a bond=money that a miner loses when it breaks its word; a refund=money that goes back to the session; a ceiling=the most that a task may cost; a deposit=money that is put into a session
the treasury=the account that keeps the network's share; the session queue=the contract that moves tasks from start to end; the node pool=the list of nodes that are ready for work; a contract=a program on a chain; a chain=a list of blocks that nobody can change
a block=a batch of transactions on a chain; a transaction=a signed order to a chain; gas=what a transaction costs; a hash=a short fingerprint of data; a signature=the proof that a key agreed to a message; a wallet=a program that keeps keys
a key=a secret number that signs messages; a salt=a random number that hides what a hash was made of; a digest=the hash of a text; a nonce=a number that is used once; a deadline=the last moment for a step; redundancy=how many miners answer the same prompt
a verdict=what the oracle decides about a task; a dispute=a task that people do not agree about; an outlier=an answer that does not agree with the others; agreement=answers that mean the same; an embedding=a vector that stands for the meaning of a text
a token=a small piece of text that a model reads or writes; a prompt=the text that a model is asked; a model=a file of numbers that makes text; inference=running a model to get an answer; a stream=an answer that is sent piece by piece
temperature=how freely a model picks its words; a worker=the process that holds one model; a gateway=the door to stored files; a CID=the name of a file made from its content; IPFS=a way to find files by their content; a journal=the notes that let a node go on after a crash
reputation=what a node has earned by good work; a reveal=the secret that shows how miners were picked; an epoch=a span of time in the network; an allowance=how much a router may spend; a checkpoint=a saved state of a model; a benchmark=a test that measures speed or quality
Cortensor=a network where many computers run models for people; decentralized=without one owner in the middle; the devnet=a whole network on one machine; a receipt=the proof that a transaction was done; a fee=what a service costs; escrow=money that waits until work is done
""",
    "a", "b",
)
_PHRASINGS = (
    "What is {a}?", "Define {a}.", "Explain {a}.", "What is meant by {a}?", "Can you explain {a}?", "Tell me what {a} is.", "Explain what {a} is.", "Do you know what {a} is?",
    "What does {a} mean?", "Say in one sentence what {a} is.", "I want to know what {a} is.", "Describe {a} in one sentence.",
)
_NETWORK = (
    "What is {a} in Cortensor?", "What is {a} in this network?", "In this project, what is {a}?", "What does {a} mean in this network?", "What does Cortensor mean by {a}?",
)
WHO = table(
    """
checks that answers agree=the oracle; runs the model=the miner; picks the miners=the router; pays for answers=the client; watches the deadlines=the oracle; streams the answer to the client=the router
gets most of the money=the miner; submits the task to the chain=the router; funds the session=the client; completes the task=the oracle; reveals the answer on the chain=the miner; sends the first precommit=the miner
""",
    "a", "b",
)
STATES = table("Queued=Acked; Acked=Precommitted; Precommitted=Committed; Committed=Completed", "a", "b")
SHARES = table("the miners=80; the router=8; the validators=7; the treasury=5", "a", "b")

FAMILIES = (
    Family("definition", _PHRASINGS, "{A} is {b}.", PLAIN, 2.5),
    Family("project", _PHRASINGS + _NETWORK, "{A} is {b}.", PROJECT, 3.5),
    Family("who", (
        "Who {a}?", "Who is it that {a}?", "Which role {a}?", "In this network, who {a}?", "Tell me who {a}.", "Which node {a}?",
    ), "It is {b} who {a}.", WHO, 0.6),
    Family("state", (
        "What state comes after {a}?", "Which state follows {a}?", "What comes after {a} for a task?", "A task is {a}. What is next?", "What is the next state of a task that is {a}?",
    ), "The state after {a} is {b}.", STATES, 0.4),
    Family("share", (
        "How much of the pay goes to {a}?", "What share do I give to {a}?", "What part of the price goes to {a}?", "How many percent of the pay goes to {a}?", "What is the share of {a}?",
    ), "{b} percent of the pay goes to {a}.", SHARES, 0.4),
)
