"""One or two sentences about something, and lists of things."""
from .family import Family, capital, table

TOPICS = table(
    """
the moon=The moon moves around the Earth and shines at night.=It has no air and no rain.
the sun=The sun is a star that gives us light and heat.=Without it nothing would grow.
the sea=The sea is wide and deep and full of life.=Its water is salty.
the sky=The sky is blue by day and black at night.=Clouds and birds move through it.
the rain=The rain falls from the clouds and feeds the rivers.=After it the air is fresh.
the wind=The wind moves the leaves and the waves.=Nobody can see it.
the snow=The snow covers the fields in winter.=Children love to play in it.
the forest=The forest is full of trees and quiet paths.=Many animals live there.
the river=The river flows from the mountains to the sea.=Boats travel on it.
the mountains=The mountains rise high above the valleys.=Their tops are white with snow.
the desert=The desert is dry and hot by day.=At night it is cold there.
the stars=The stars shine far away in the dark.=Each one is a sun.
the Earth=The Earth is a round planet with land and sea.=We all live on it.
spring=Spring is the season when flowers open.=The days grow longer.
summer=Summer is the warmest season of the year.=People swim and rest.
autumn=Autumn is the season when leaves turn red and gold.=Farmers bring in the harvest.
winter=Winter is the coldest season of the year.=The nights are long.
dogs=Dogs are loyal animals that live with people.=They love to run and play.
cats=Cats are quiet animals that love to sleep.=They catch mice at night.
birds=Birds have wings and feathers.=Many of them sing in the morning.
fish=Fish live in water and breathe with gills.=Some of them swim in large groups.
bees=Bees fly from flower to flower.=They turn nectar into honey.
trees=Trees grow slowly and live for many years.=They give us wood and shade.
flowers=Flowers open in the sun.=Bees come to visit them.
books=Books keep stories and knowledge.=A good one is a friend.
music=Music can make us glad or sad.=People sing all over the world.
computers=Computers work with data very fast.=They do only what programs say.
robots=Robots are machines that can work by themselves.=Some of them build cars.
trains=Trains run on rails and carry many people.=They are fast and safe.
bread=Bread is made of flour, water and salt.=It smells good when it is fresh.
water=Water is clear and has no taste.=All living things need it.
fire=Fire gives light and heat.=It must be watched with care.
time=Time goes on and never comes back.=Clocks help us to measure it.
friendship=Friendship means that people help each other.=A friend listens.
school=School is a place where children learn.=They read, write and count there.
miners=Miners run the model and answer prompts.=They are paid when their answers agree.
routers=Routers take prompts and pick miners.=They stream the answer to the client.
oracles=Oracles watch deadlines and compare answers.=They complete the task.
Cortensor=Cortensor is a network where many computers run models.=Nobody in it must trust one machine.
sessions=Sessions hold the money of a client.=Every task is paid from one of them.
""",
    "a", "b", "c",
)
LISTS = {
    "fruits": "apple, pear, banana, cherry, plum", "vegetables": "carrot, potato, onion, cabbage, bean", "animals": "dog, cat, horse, cow, sheep", "birds": "owl, duck, eagle, crow, swan",
    "colors": "red, blue, green, yellow, black", "planets": "Mercury, Venus, Earth, Mars, Jupiter", "cities": "Paris, London, Tokyo, Rome, Cairo", "countries": "France, Japan, Brazil, Kenya, India",
    "trees": "oak, pine, birch, maple, willow", "flowers": "rose, tulip, daisy, lily, violet", "metals": "iron, gold, silver, copper, tin", "tools": "hammer, saw, knife, drill, file",
    "instruments": "piano, violin, drum, flute, guitar", "sports": "football, tennis, running, skiing, rowing", "drinks": "water, milk, tea, coffee, juice", "insects": "ant, bee, fly, beetle, moth",
    "rivers": "Nile, Amazon, Rhine, Danube, Ganges", "jobs": "baker, teacher, doctor, farmer, pilot", "roles of the network": "router, miner, oracle, validator, client", "shapes": "circle, square, triangle, star, cube",
}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}


def _listed() -> tuple[dict[str, str], ...]:
    rows = []
    for name, text in LISTS.items():
        members = text.split(", ")
        for word, count in _COUNTS.items():
            rows.append({"a": name, "n": word, "answer": capital(", ".join(members[: count - 1]) + " and " + members[count - 1] + ".")})
    return tuple(rows)


FAMILIES = (
    Family("one-sentence", (
        "Write one sentence about {a}.", "Write a sentence about {a}.", "Say one sentence about {a}.", "Give me one sentence about {a}.", "Tell me one thing about {a}.", "One sentence about {a}, please.",
    ), "{b}", TOPICS, 1.2),
    Family("two-sentences", (
        "Write two sentences about {a}.", "Tell me about {a}.", "Say two sentences about {a}.", "Give me two sentences about {a}.", "Write something about {a}.", "Describe {a}.",
        "Write a short text about {a}.", "What can you say about {a}?", "Two sentences about {a}, please.",
    ), "{b} {c}", TOPICS, 1.6),
    Family("list", (
        "Name {n} {a}.", "Give me {n} {a}.", "Tell me {n} {a}.", "List {n} {a}.", "Can you name {n} {a}?", "I need {n} {a}.", "Write down {n} {a}.",
    ), "{answer}", _listed(), 1.2),
)
