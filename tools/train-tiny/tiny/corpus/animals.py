"""Animals: what they say, eat and are."""
from .family import Family, table

SOUNDS = table(
    """
a dog=woof; a cat=meow; a cow=moo; a sheep=baa; a pig=oink; a horse=neigh; a duck=quack; a rooster=cock-a-doodle-doo
a bee=buzz; a snake=hiss; a mouse=squeak; a lion=roar; a frog=croak; an owl=hoot; a wolf=howl; a crow=caw
""",
    "a", "b",
)
YOUNG = table(
    """
a dog=a puppy; a cat=a kitten; a cow=a calf; a sheep=a lamb; a pig=a piglet; a horse=a foal; a duck=a duckling; a hen=a chick; a lion=a cub
a bear=a cub; a goat=a kid; a deer=a fawn; a swan=a cygnet; a frog=a tadpole; a goose=a gosling; a kangaroo=a joey; an owl=an owlet; an elephant=a calf
""",
    "a", "b",
)
KINDS = table(
    """
a dog=a mammal=4; a cat=a mammal=4; a horse=a mammal=4; a lion=a mammal=4; a bear=a mammal=4; an elephant=a mammal=4; a mouse=a mammal=4
a cow=a mammal=4; a fox=a mammal=4; a wolf=a mammal=4; a whale=a mammal=0; a dolphin=a mammal=0; an eagle=a bird=2; an owl=a bird=2; a duck=a bird=2
a penguin=a bird=2; a crow=a bird=2; a swan=a bird=2; a hen=a bird=2; a shark=a fish=0; a salmon=a fish=0; a trout=a fish=0; a tuna=a fish=0
a snake=a reptile=0; a lizard=a reptile=4; a turtle=a reptile=4; a crocodile=a reptile=4; an ant=an insect=6; a bee=an insect=6; a fly=an insect=6
a butterfly=an insect=6; a beetle=an insect=6; a frog=an amphibian=4; a toad=an amphibian=4
""",
    "a", "b", "n",
)
FOOD = table(
    """
a cow=grass; a rabbit=carrots and grass; a lion=meat; a panda=bamboo; a squirrel=nuts; a monkey=fruit; a mouse=seeds and grain; a cat=mice and fish
a bee=nectar; a koala=leaves; a penguin=fish; an owl=mice; a frog=insects; a horse=grass and hay; a sheep=grass; a shark=fish; a spider=insects; a hen=grain
""",
    "a", "b",
)
HOMES = table(
    """
a bee=a hive; a bird=a nest; a spider=a web; a bear=a cave; a rabbit=a burrow; a fox=a den; a horse=a stable; a fish=the water; a whale=the sea
a camel=the desert; a penguin=the cold south; a monkey=the trees; a frog=a pond; a lion=the grasslands; a pig=a sty; an ant=an anthill; a mole=a tunnel; a squirrel=a tree
""",
    "a", "b",
)
CLASSES = ("a mammal", "a bird", "a fish", "a reptile", "an insect", "an amphibian")
SIZES = ("an ant", "a bee", "a mouse", "a rat", "a cat", "a fox", "a wolf", "a lion", "a horse", "an elephant", "a whale")

_YES = tuple({"a": row["a"], "c": row["b"], "answer": f"Yes, {row['a']} is {row['b']}."} for row in KINDS)
_NO = tuple(
    {"a": row["a"], "c": other, "answer": f"No, {row['a']} is not {other}. It is {row['b']}."} for row in KINDS for other in CLASSES if other != row["b"]
)


def _compared() -> tuple[dict[str, str], ...]:
    return tuple(
        {"a": a, "b": b, "answer": SIZES[max(i, j)].split(" ", 1)[1]} for i, a in enumerate(SIZES) for j, b in enumerate(SIZES) if i != j
    )


FAMILIES = (
    Family("sound", (
        "What sound does {a} make?", "What does {a} say?", "Which sound does {a} make?", "How does {a} sound?", "What noise does {a} make?",
        "Tell me what {a} says.", "What is the sound of {a}?",
    ), "{A} says {b}.", SOUNDS, 0.7),
    Family("young", (
        "What is a young one of {a} called?", "What is the baby of {a} called?", "What do you call the baby of {a}?", "What is the child of {a} called?",
        "Name the young of {a}.", "What do people call the young of {a}?", "How is the baby of {a} called?",
    ), "The young of {a} is called {b}.", YOUNG, 0.7),
    Family("animal-kind", (
        "What kind of animal is {a}?", "What is {a}?", "Which kind of animal is {a}?", "What type of animal is {a}?", "What animal group does {a} belong to?",
        "Tell me what {a} is.", "What sort of animal is {a}?",
    ), "{A} is {b}.", KINDS, 1.2),
    Family("animal-is", ("Is {a} {c}?", "Is it true that {a} is {c}?", "Would you say that {a} is {c}?", "Tell me, is {a} {c}?", "Can you tell me if {a} is {c}?"), "{answer}", _YES, 0.8),
    Family("animal-is-not", ("Is {a} {c}?", "Is it true that {a} is {c}?", "Would you say that {a} is {c}?", "Tell me, is {a} {c}?", "Can you tell me if {a} is {c}?"), "{answer}", _NO, 1.2),
    Family("legs", (
        "How many legs does {a} have?", "How many legs has {a}?", "What is the number of legs of {a}?", "Tell me how many legs {a} has.", "Count the legs of {a}.",
    ), "{A} has {n} legs.", KINDS, 1.0),
    Family("food", (
        "What does {a} eat?", "What do you feed {a}?", "What is the food of {a}?", "What does {a} like to eat?", "Tell me what {a} eats.", "What would {a} eat?",
    ), "{A} eats {b}.", FOOD, 0.7),
    Family("home", (
        "Where does {a} live?", "Where is the home of {a}?", "What is the home of {a}?", "In what place does {a} live?", "Where can I find {a}?", "Tell me where {a} lives.",
    ), "{A} lives in {b}.", HOMES, 0.7),
    Family("bigger", (
        "Which is bigger, {a} or {b}?", "What is bigger, {a} or {b}?", "Which animal is bigger: {a} or {b}?", "Which one is larger, {a} or {b}?", "Is {a} or {b} bigger?",
    ), "The {answer} is bigger.", _compared(), 1.2),
)
