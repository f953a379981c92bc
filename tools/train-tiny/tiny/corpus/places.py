"""Countries, days, months, planets."""
from .family import Family, table

COUNTRIES = table(
    """
France=Paris=Europe; Germany=Berlin=Europe; Italy=Rome=Europe; Spain=Madrid=Europe; Portugal=Lisbon=Europe; Greece=Athens=Europe
Austria=Vienna=Europe; Poland=Warsaw=Europe; Sweden=Stockholm=Europe; Norway=Oslo=Europe; Finland=Helsinki=Europe; Denmark=Copenhagen=Europe
Ireland=Dublin=Europe; Hungary=Budapest=Europe; Belgium=Brussels=Europe; Iceland=Reykjavik=Europe; Ukraine=Kyiv=Europe; Romania=Bucharest=Europe
Japan=Tokyo=Asia; China=Beijing=Asia; India=New Delhi=Asia; Thailand=Bangkok=Asia; Vietnam=Hanoi=Asia; Nepal=Kathmandu=Asia
South Korea=Seoul=Asia; Mongolia=Ulaanbaatar=Asia; Iran=Tehran=Asia; Iraq=Baghdad=Asia; Egypt=Cairo=Africa; Kenya=Nairobi=Africa
Nigeria=Abuja=Africa; Ghana=Accra=Africa; Morocco=Rabat=Africa; Ethiopia=Addis Ababa=Africa; Senegal=Dakar=Africa; Uganda=Kampala=Africa
Canada=Ottawa=North America; Mexico=Mexico City=North America; Cuba=Havana=North America; Brazil=Brasilia=South America; Peru=Lima=South America
Chile=Santiago=South America; Argentina=Buenos Aires=South America; Colombia=Bogota=South America; Australia=Canberra=Australia
""",
    "a", "b", "c",
)

LANGUAGES = table(
    """
France=French; Germany=German; Italy=Italian; Spain=Spanish; Portugal=Portuguese; Greece=Greek; Austria=German; Poland=Polish
Sweden=Swedish; Norway=Norwegian; Finland=Finnish; Denmark=Danish; Hungary=Hungarian; Japan=Japanese; Brazil=Portuguese; Mexico=Spanish
Chile=Spanish; Egypt=Arabic; Iraq=Arabic; Vietnam=Vietnamese; Thailand=Thai; Australia=English; Ireland=English; Cuba=Spanish
""",
    "a", "b",
)

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = table(
    """
January=31=winter; February=28=winter; March=31=spring; April=30=spring; May=31=spring; June=30=summer
July=31=summer; August=31=summer; September=30=autumn; October=31=autumn; November=30=autumn; December=31=winter
""",
    "a", "n", "c",
)
PLANETS = ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


def _ring(names: tuple[str, ...], step: int) -> tuple[dict[str, str], ...]:
    return tuple({"a": name, "b": names[(i + step) % len(names)]} for i, name in enumerate(names))


def _order(names: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    return tuple({"a": name, "o": ORDINALS[i]} for i, name in enumerate(names))


MONTH_NAMES = tuple(month["a"] for month in MONTHS)

FAMILIES = (
    Family("capital", (
        "What is the capital of {a}?", "What's the capital of {a}?", "Which city is the capital of {a}?", "Name the capital of {a}.",
        "Tell me the capital of {a}.", "What is {a}'s capital?", "{a}: what is its capital?", "I want to know the capital of {a}.",
        "Do you know the capital of {a}?", "What is the capital city of {a}?",
    ), "The capital of {a} is {b}.", COUNTRIES, 2.0),
    Family("country", (
        "Which country has {b} as its capital?", "{b} is the capital of which country?", "{b} is the capital of what country?", "What country is {b} the capital of?",
        "Where is {b}?", "In which country is {b}?", "Tell me which country {b} is in.", "What country is {b} in?",
    ), "{b} is the capital of {a}.", COUNTRIES, 1.5),
    Family("continent", (
        "Which continent is {a} in?", "On which continent is {a}?", "What continent is {a} in?", "Where is {a}?", "In what part of the world is {a}?",
        "Tell me the continent of {a}.", "Where in the world is {a}?", "Name the continent of {a}.",
    ), "{a} is in {c}.", COUNTRIES),
    Family("language", (
        "What language do people speak in {a}?", "Which language is spoken in {a}?", "What do people speak in {a}?", "What is the language of {a}?",
        "Name the main language of {a}.", "Tell me which language people in {a} speak.", "Which language do I need in {a}?",
    ), "Most people in {a} speak {b}.", LANGUAGES),
    Family("next-day", (
        "What day comes after {a}?", "Which day comes after {a}?", "What is the day after {a}?", "What day follows {a}?", "If today is {a}, what day is tomorrow?",
        "Today is {a}. What day is tomorrow?", "Name the day after {a}.",
    ), "The day after {a} is {b}.", _ring(DAYS, 1), 0.5),
    Family("previous-day", (
        "What day comes before {a}?", "Which day comes before {a}?", "What is the day before {a}?", "If today is {a}, what day was yesterday?",
        "Today is {a}. What day was yesterday?", "Name the day before {a}.", "Which day is just before {a}?",
    ), "The day before {a} is {b}.", _ring(DAYS, -1), 0.5),
    Family("next-month", (
        "What month comes after {a}?", "Which month comes after {a}?", "What is the month after {a}?", "What month follows {a}?",
        "Name the month after {a}.", "It is {a}. What is the next month?", "Which month is next after {a}?",
    ), "The month after {a} is {b}.", _ring(MONTH_NAMES, 1), 0.6),
    Family("previous-month", (
        "What month comes before {a}?", "Which month comes before {a}?", "What is the month before {a}?", "Name the month before {a}.",
        "It is {a}. What was the last month?", "Which month is just before {a}?",
    ), "The month before {a} is {b}.", _ring(MONTH_NAMES, -1), 0.6),
    Family("month-days", (
        "How many days does {a} have?", "How many days are in {a}?", "How long is {a}?", "How many days are there in {a}?", "What is the number of days in {a}?",
        "Tell me how many days {a} has.",
    ), "{a} has {n} days.", MONTHS, 0.6),
    Family("season", (
        "In which season is {a}?", "What season is {a} in?", "Which season is {a}?", "What season is it in {a}?", "{a} is in which season?", "Tell me the season of {a}.",
    ), "In the north {a} is in {c}.", MONTHS, 0.6),
    Family("month-order", (
        "Which month of the year is {a}?", "What number is {a} among the months?", "Is {a} early or late in the year?", "What place does {a} have in the year?",
        "Which place has {a} among the months?",
    ), "{a} is the {o} month of the year.", _order(MONTH_NAMES), 0.6),
    Family("planet-order", (
        "Which planet from the Sun is {a}?", "What place does {a} have among the planets?", "How far out is {a} among the planets?", "Tell me about the planet {a}.",
        "Where is the planet {a}?", "What is the place of {a} in the solar system?",
    ), "{a} is the {o} planet from the Sun.", _order(PLANETS), 0.5),
    Family("planet-name", (
        "What is the {o} planet from the Sun?", "Which planet is the {o} from the Sun?", "Name the {o} planet from the Sun.", "Name the {o} planet.",
        "What is the {o} planet called?", "Which planet is the {o} one?",
    ), "The {o} planet from the Sun is {a}.", _order(PLANETS), 0.5),
)
