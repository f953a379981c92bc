"""Things, tools, colours, shapes, jobs and words."""
from .family import Family, table

COLOURS = table(
    """
the sky=blue; grass=green; snow=white; coal=black; a banana=yellow; a lemon=yellow; blood=red; a tomato=red; an orange=orange; milk=white; a leaf=green
the sun=yellow; chocolate=brown; the sea=blue; a carrot=orange; a frog=green; a plum=purple; a flamingo=pink; an elephant=gray; sand=yellow; a strawberry=red; a cucumber=green
""",
    "a", "b",
)
OPPOSITES = table(
    """
hot=cold; big=small; fast=slow; high=low; old=young; rich=poor; day=night; light=dark; hard=soft; wet=dry; open=closed; full=empty; happy=sad; good=bad
up=down; left=right; black=white; loud=quiet; strong=weak; early=late; long=short; near=far; clean=dirty; thick=thin; heavy=light; true=false; first=last
love=hate; begin=end; buy=sell; push=pull; win=lose; give=take; inside=outside; easy=difficult; sweet=sour; sharp=blunt; brave=afraid; deep=shallow; war=peace
""",
    "a", "b",
)
SHAPES = table(
    "a triangle=3; a square=4; a rectangle=4; a pentagon=5; a hexagon=6; a heptagon=7; an octagon=8; a nonagon=9; a decagon=10", "a", "n"
)
TOOLS = table(
    """
a hammer=drive nails; a saw=cut wood; a knife=cut food; a pen=write; a key=open a lock; a broom=sweep the floor; a spoon=eat soup; a clock=tell the time
a needle=sew cloth; a ladder=climb up high; a telescope=look at the stars; a microscope=see tiny things; an umbrella=stay dry in the rain; a camera=take pictures
a phone=call people; a lamp=make light; a bucket=carry water; a map=find the way; a ruler=measure length; a scale=measure weight; a thermometer=measure heat
a brush=paint; an oven=bake bread; a fridge=keep food cold; a computer=work with data; a compass=find north; a towel=dry your hands; a bed=sleep
""",
    "a", "b",
)
MATERIALS = table(
    """
paper=wood; glass=sand; bread=flour; cheese=milk; butter=milk; wine=grapes; a tire=rubber; a window=glass; a sweater=wool; a coin=metal; a book=paper
a brick=clay; ice=water; chocolate=cocoa beans; a candle=wax; a shirt=cotton; tofu=soybeans; raisins=grapes; honey=nectar; a nail=iron
""",
    "a", "b",
)
JOBS = table(
    """
a baker=bakes bread=in a bakery; a teacher=teaches children=in a school; a doctor=helps sick people=in a hospital; a farmer=grows food=on a farm; a pilot=flies planes=in the air
a cook=cooks meals=in a kitchen; a tailor=sews clothes=in a workshop; a fisher=catches fish=on the sea; a painter=paints pictures=in a studio; a judge=decides cases=in a court
a sailor=sails ships=on the sea; a nurse=cares for sick people=in a hospital; a gardener=cares for plants=in a garden; a librarian=lends books=in a library
a carpenter=makes things of wood=in a workshop; an actor=plays roles=in a theater; an astronomer=studies the stars=at a telescope; a barber=cuts hair=in a shop; a driver=drives cars=on the road
""",
    "a", "b", "c",
)
KINDS = table(
    """
an apple=a fruit; a pear=a fruit; a banana=a fruit; a cherry=a fruit; a plum=a fruit; a carrot=a vegetable; a potato=a vegetable; an onion=a vegetable; a cabbage=a vegetable
a violin=an instrument; a piano=an instrument; a drum=an instrument; a flute=an instrument; a guitar=an instrument; a rose=a flower; a tulip=a flower; a daisy=a flower; an oak=a tree
a pine=a tree; a birch=a tree; iron=a metal; gold=a metal; silver=a metal; copper=a metal; a chair=furniture; a table=furniture; a sofa=furniture; a car=a vehicle; a bus=a vehicle
a train=a vehicle; a bicycle=a vehicle; chess=a game; football=a game; tennis=a game; red=a color; blue=a color; green=a color; a coat=clothing; a hat=clothing; a sock=clothing
""",
    "a", "b",
)
BODY = table(
    "see=eyes; hear=ears; smell=nose; taste=tongue; walk=legs; think=brain; bite=teeth; write=hand; kick=foot; breathe=lungs; point=finger; smile=mouth", "a", "b"
)
ELEMENTS = table(
    """
hydrogen=H; helium=He; carbon=C; nitrogen=N; oxygen=O; sodium=Na; iron=Fe; copper=Cu; silver=Ag; gold=Au; lead=Pb; tin=Sn; zinc=Zn; neon=Ne; calcium=Ca; sulfur=S; iodine=I; potassium=K
""",
    "a", "b",
)
PAST = table(
    """
go=went; see=saw; eat=ate; run=ran; write=wrote; take=took; give=gave; come=came; think=thought; buy=bought; sing=sang; swim=swam; drink=drank; begin=began; fly=flew; know=knew
speak=spoke; break=broke; make=made; have=had; find=found; sleep=slept; teach=taught; build=built; walk=walked; play=played; jump=jumped; work=worked; help=helped; look=looked
""",
    "a", "b",
)
PLURALS = table(
    """
mouse=mice; foot=feet; tooth=teeth; child=children; man=men; woman=women; goose=geese; leaf=leaves; wolf=wolves; knife=knives; city=cities; baby=babies; box=boxes; bus=buses
dog=dogs; cat=cats; house=houses; tree=trees; book=books; star=stars; river=rivers; sheep=sheep; fish=fish; person=people; story=stories; potato=potatoes; node=nodes; key=keys
""",
    "a", "b",
)
WORDS = table(
    """
water=eau=Wasser=agua; bread=pain=Brot=pan; house=maison=Haus=casa; dog=chien=Hund=perro; cat=chat=Katze=gato; sun=soleil=Sonne=sol; moon=lune=Mond=luna; tree=arbre=Baum=arbol
book=livre=Buch=libro; milk=lait=Milch=leche; red=rouge=rot=rojo; green=vert=gruen=verde; day=jour=Tag=dia; night=nuit=Nacht=noche; yes=oui=ja=si; no=non=nein=no
thank you=merci=danke=gracias; hello=bonjour=hallo=hola; fish=poisson=Fisch=pescado; horse=cheval=Pferd=caballo; flower=fleur=Blume=flor; friend=ami=Freund=amigo
""",
    "a", "French", "German", "Spanish",
)
TRANSLATIONS = tuple(
    {"a": row["a"], "l": language, "answer": row[language]} for row in WORDS for language in ("French", "German", "Spanish")
)

FAMILIES = (
    Family("colour", (
        "What color is {a}?", "What colour is {a}?", "Which color does {a} have?", "What is the color of {a}?", "Tell me the color of {a}.", "Name the color of {a}.", "{A}: which color is it?",
    ), "{A} is {b}.", COLOURS, 0.8),
    Family("opposite", (
        "What is the opposite of {a}?", "What's the opposite of {a}?", "Name the opposite of {a}.", "Which word is the opposite of {a}?", "Give me the opposite of {a}.",
        "Tell me the opposite of {a}.", "What word means the opposite of {a}?",
    ), "The opposite of {a} is {b}.", OPPOSITES, 1.2),
    Family("sides", (
        "How many sides does {a} have?", "How many sides has {a}?", "What is the number of sides of {a}?", "Tell me how many sides {a} has.", "How many corners does {a} have?",
    ), "{A} has {n} sides and {n} corners.", SHAPES, 0.5),
    Family("tool", (
        "What is {a} for?", "What is {a} used for?", "What do you do with {a}?", "What can I do with {a}?", "Why do people use {a}?", "Tell me what {a} is for.",
    ), "You use {a} to {b}.", TOOLS, 0.9),
    Family("material", (
        "What is {a} made of?", "What is {a} made from?", "Of what is {a} made?", "What do you need to make {a}?", "Tell me what {a} is made of.", "Which material is in {a}?",
    ), "{A}: made of {b}.", MATERIALS, 0.7),
    Family("job", (
        "What does {a} do?", "What is the work of {a}?", "What is the job of {a}?", "Tell me what {a} does.", "What does {a} do all day?",
    ), "{A} {b}.", JOBS, 0.7),
    Family("workplace", (
        "Where does {a} work?", "Where can I find {a} at work?", "In what place does {a} work?", "Tell me where {a} works.", "Where is the workplace of {a}?",
    ), "{A} works {c}.", JOBS, 0.7),
    Family("thing-kind", (
        "What kind of thing is {a}?", "What is {a}?", "Which group does {a} belong to?", "What sort of thing is {a}?", "Tell me what {a} is.",
    ), "{A} is {b}.", KINDS, 1.0),
    Family("body", (
        "What do you {a} with?", "What do people {a} with?", "With what do we {a}?", "Which part of the body is used to {a}?", "What do I need to {a}?",
    ), "People {a} with the {b}.", BODY, 0.5),
    Family("element", (
        "What is the symbol of {a}?", "What is the chemical symbol for {a}?", "Which symbol does {a} have?", "Tell me the symbol of {a}.", "How do chemists write {a}?",
    ), "The symbol of {a} is {b}.", ELEMENTS, 0.7),
    Family("past", (
        "What is the past tense of {a}?", "What is the past of {a}?", "Give me the past tense of {a}.", "Put the verb {a} into the past.", "Tell me the past tense of the verb {a}.",
    ), "The past tense of {a} is {b}.", PAST, 0.9),
    Family("plural", (
        "What is the plural of {a}?", "Give me the plural of {a}.", "What is more than one {a} called?", "How do I write the plural of {a}?", "Tell me the plural of {a}.",
    ), "The plural of {a} is {b}.", PLURALS, 0.8),
    Family("translation", (
        "What is {a} in {l}?", "How do you say {a} in {l}?", "Translate {a} into {l}.", "What is the {l} word for {a}?", "Tell me the {l} word for {a}.", "How would I say {a} in {l}?",
    ), "In {l} it is {answer}.", TRANSLATIONS, 1.5),
)
