"""Questions that the generator cannot make, in two kinds; the answer counts when it contains the word.

`REWORDED` asks for what the model was taught in words it was not taught; `UNKNOWN` asks for what it was never taught.
"""
from .family import table

REWORDED = table(
    """
If I have 3 apples and get 4 more, how many do I have?=7; 6 and 2 make how much together?=8; Compute the sum 9+5=14; what's 4 plus 4=8; Ten minus three equals?=seven
I had 9 coins and lost 4. How many are left?=5; Which number do I get for 3 multiplied with 3?=9; Could you please tell me how much 2 plus 6 makes?=8; 12-5?=7; 5 x 2?=10
Paris belongs to which nation?=France; Japan has which capital?=Tokyo; In what city does the government of Spain sit?=Madrid; capital of norway=Oslo; Tell me Egypt's capital city, please.=Cairo
Name the city that governs Canada.=Ottawa; On what continent do I find Kenya?=Africa; Does Peru lie in South America?=South America; Which tongue is used in Greece?=Greek; Do Brazilians speak Spanish?=Portuguese
Day following Friday?=Saturday; Which weekday precedes Sunday?=Saturday; After April comes which month?=May; How many days long is February?=28; The third planet counted from the Sun?=Earth
A puppy is the young of which animal?=dog; Cows produce what sound?=moo; Is it right to call a shark a mammal?=fish; Number of legs on a spider or an ant: take the ant.=6; Do bees eat nectar?=nectar
Name something a lion would eat.=meat; Where might I meet a camel?=desert; The whale and the mouse: who is larger?=whale; Sky color?=blue; Is snow black or white?=white
Antonym of hot?=cold; The reverse of big is what?=small; A hammer: its purpose?=nail; Bread comes from what?=flour; Who bakes bread?=bake
Somebody who flies planes works where?=air; We hear using which organ?=ear; Gold has what chemical symbol?=Au; Yesterday I go, correct to past tense: go.=went; One mouse, two what?=mice
French for water?=eau; Auf Deutsch: dog?=Hund; In Spanish, house is?=casa; Please define the word miner as this network uses it.=model; what is a router in cortensor=prompt
Role of the oracle?=deadline; Why does the network need a precommit?=bind; Which token pays for answers?=COR; Could you write a couple of sentences on the moon?=moon; I'd love a tale about a dragon.=dragon
howdy=hello; who r u=Tiny; thx=welcome; bye bye now=bye; Give me a joke please=hash
""",
    "question", "word",
)
UNKNOWN = table(
    """
What is 23 plus 45?=68; What is 15 plus 17?=32; What is 100 minus 1?=99; What is 12 times 12?=144; What is the square root of 81?=9; What is 7 plus 8 plus 2?=17
What is the capital of Switzerland?=Bern; What is the capital of Turkey?=Ankara; What is the capital of Indonesia?=Jakarta; Which language is spoken in the Netherlands?=Dutch; How many continents are there?=seven
Who wrote Romeo and Juliet?=Shakespeare; Who painted the Mona Lisa?=Leonardo; In which year did World War II end?=1945; What is the longest river in Africa?=Nile; Which ocean is the largest?=Pacific
What is the boiling point of water in Celsius?=100; How many minutes are in an hour?=60; What gas do plants take in?=carbon; What is H2O?=water; Which planet is the largest?=Jupiter
What does a zebra look like?=stripe; What is the opposite of expensive?=cheap; What is the plural of ox?=oxen; What is the past tense of catch?=caught; How many strings does a violin have?=four
Is a bat a mammal?=Yes; What color is a polar bear?=white; What do you call a young whale?=calf; How many legs does a spider have?=8; What is the French word for car?=voiture
""",
    "question", "word",
)
