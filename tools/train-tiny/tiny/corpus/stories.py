"""Short stories: a hero, a place and what comes of it. The combination of hero and place is what the held-out split draws."""
from .family import Family, table

HEROES = table(
    """
a fox=was always hungry=shared its bread with a bird; a mouse=was very small=saved a lion with its teeth; a bear=loved honey=learned to ask the bees first; an owl=could not sleep=counted stars for the others
a cat=was afraid of water=learned to swim; a dog=had lost its ball=found a friend instead; a rabbit=was always late=woke up with the sun; a robot=did not know its name=wrote one on its door
a king=had too much gold=gave half of it away; a queen=wanted to see the world=walked to the end of the road; a girl=had a red kite=let it fly above the clouds; a boy=had many questions=read every book he found
a farmer=had one seed=grew a tree for everyone; a sailor=missed the land=drew a map of home; a baker=had no flour=baked a cake of apples; a miner=kept every promise=was trusted by all
a dragon=was cold=made a fire for its friends; a wolf=sang at night=taught the song to the moon; a turtle=was very slow=came first because it never stopped; a bee=was tired=slept inside a flower
""",
    "a", "b", "c",
)
PLACES = table(
    """
in the forest=The trees were tall and the paths were quiet.; by the sea=The waves came and went all day.; in a big city=The streets were loud and full of light.; on a mountain=The air was thin and the sky was near.
in a small house=The windows were round and the door was blue.; on an island=There was water on every side.; in the desert=The sand was hot and the nights were cold.; near a river=The water ran fast over the stones.
in a castle=The walls were thick and the halls were long.; in a garden=Flowers grew in every corner.
""",
    "p", "d",
)
_BOTH = tuple(hero | place for hero in HEROES for place in PLACES)

FAMILIES = (
    Family("story", (
        "Tell me a story about {a} {p}.", "Tell me a short story about {a} {p}.", "Write a story about {a} {p}.", "Write a short story about {a} {p}.", "I want a story about {a} {p}.",
        "Can you tell a story about {a} {p}?",
    ), "Once there was {a} who lived {p}. {d} It {b}. One day it {c}. And all was well.", tuple(row for row in _BOTH if row["a"] not in ("a king", "a queen", "a girl", "a boy", "a farmer", "a sailor", "a baker")), 2.0, True),
    Family("story-people", (
        "Tell me a story about {a} {p}.", "Tell me a short story about {a} {p}.", "Write a story about {a} {p}.", "Write a short story about {a} {p}.", "I want a story about {a} {p}.",
        "Can you tell a story about {a} {p}?",
    ), "Once there was {a} who lived {p}. {d} This one {b}. One day this one {c}. And all was well.", tuple(row for row in _BOTH if row["a"] in ("a king", "a queen", "a girl", "a boy", "a farmer", "a sailor", "a baker")), 1.2, True),
    Family("tale", (
        "Tell me a story about {a}.", "Tell me a short story about {a}.", "Write a story about {a}.", "Write a short story about {a}.", "I want a story about {a}.", "Can you tell a story about {a}?",
        "Make up a story about {a}.", "Do you know a story about {a}?",
    ), "Once there was {a} who {b}. One day this friend {c}. And all was well.", HEROES, 1.2),
    Family("story-end", (
        "How does the story of {a} end?", "What happens to {a} in the end?", "What did {a} do in the story?", "Tell me the end of the story of {a}.",
    ), "In the end {a} {c}.", HEROES, 0.6),
)
