"""Small numbers. One answer has one fixed form, and numbers stay small: a model this size learns tables, not arithmetic."""
from .family import Family

LIMIT = 20
_ADD = tuple({"a": str(a), "b": str(b), "answer": str(a + b)} for a in range(LIMIT + 1) for b in range(LIMIT + 1 - a))
_SUBTRACT = tuple({"a": str(a), "b": str(b), "answer": str(a - b)} for a in range(LIMIT + 1) for b in range(a + 1))
_MULTIPLY = tuple({"a": str(a), "b": str(b), "answer": str(a * b)} for a in range(11) for b in range(11))
_COMPARE = tuple({"a": str(a), "b": str(b), "answer": str(max(a, b))} for a in range(0, 31) for b in range(0, 31) if a != b)
_LESS = tuple(row | {"answer": str(min(int(row["a"]), int(row["b"])))} for row in _COMPARE)
_COUNT = range(0, 50)
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
_SPELLED = tuple({"a": str(number), "answer": word} for number, word in enumerate(_WORDS))
_WORD_SUMS = tuple(
    {"a": _WORDS[a], "b": _WORDS[b], "answer": _WORDS[a + b]} for a in range(11) for b in range(11)
)

FAMILIES = (
    Family("add", (
        "What is {a} plus {b}?", "What's {a} plus {b}?", "What is {a} + {b}?", "{a} + {b} = ?", "How much is {a} plus {b}?", "Add {a} and {b}.",
        "What do you get when you add {a} and {b}?", "What is the sum of {a} and {b}?", "Calculate {a} + {b}.", "Can you add {a} and {b}?",
        "{a} plus {b} is what?", "Tell me what {a} plus {b} is.",
    ), "{a} plus {b} is {answer}.", _ADD, 6.0, True),
    Family("subtract", (
        "What is {a} minus {b}?", "What's {a} minus {b}?", "What is {a} - {b}?", "{a} - {b} = ?", "How much is {a} minus {b}?", "Take {b} from {a}.",
        "What is left when you take {b} from {a}?", "Calculate {a} - {b}.", "{a} minus {b} is what?", "Tell me what {a} minus {b} is.",
    ), "{a} minus {b} is {answer}.", _SUBTRACT, 5.0, True),
    Family("multiply", (
        "What is {a} times {b}?", "What's {a} times {b}?", "What is {a} * {b}?", "{a} * {b} = ?", "How much is {a} times {b}?", "Multiply {a} by {b}.",
        "Calculate {a} * {b}.", "What is the product of {a} and {b}?", "{a} times {b} is what?", "Tell me what {a} times {b} is.",
    ), "{a} times {b} is {answer}.", _MULTIPLY, 4.0),
    Family("greater", (
        "Which number is greater, {a} or {b}?", "Which is more, {a} or {b}?", "What is the greater number: {a} or {b}?", "Which of {a} and {b} is greater?",
        "Is {a} or {b} greater?",
    ), "{answer} is greater.", _COMPARE, 1.5, True),
    Family("less", (
        "Which number is less, {a} or {b}?", "Which is less, {a} or {b}?", "What is the lesser number: {a} or {b}?", "Which of {a} and {b} is less?", "Is {a} or {b} less?",
    ), "{answer} is less.", _LESS, 1.5, True),
    Family("after", (
        "What number comes after {a}?", "Which number comes after {a}?", "What is the number after {a}?", "Count one more than {a}.", "What is one more than {a}?",
    ), "{answer} comes after {a}.", tuple({"a": str(n), "answer": str(n + 1)} for n in _COUNT), 0.8),
    Family("before", (
        "What number comes before {a}?", "Which number comes before {a}?", "What is the number before {a}?", "Count one less than {a}.", "What is one less than {a}?",
    ), "{answer} comes before {a}.", tuple({"a": str(n + 1), "answer": str(n)} for n in _COUNT), 0.8),
    Family("double", (
        "What is double {a}?", "Double the number {a}.", "What is twice {a}?", "What is the double of {a}?", "How much is twice {a}?",
    ), "Twice {a} is {answer}.", tuple({"a": str(n), "answer": str(2 * n)} for n in range(31)), 0.8),
    Family("half", (
        "What is half of {a}?", "How much is half of {a}?", "Tell me half of {a}.", "What is {a} divided by 2?", "Divide {a} by 2.",
    ), "Half of {a} is {answer}.", tuple({"a": str(2 * n), "answer": str(n)} for n in range(31)), 0.8),
    Family("parity", (
        "Is {a} even or odd?", "Is the number {a} even or odd?", "Is {a} odd or even?", "Tell me if {a} is even or odd.", "{a}: even or odd?",
    ), "{a} is {answer}.", tuple({"a": str(n), "answer": "odd" if n % 2 else "even"} for n in range(61)), 1.0),
    Family("spelled", (
        "How do you write {a} as a word?", "Write {a} as a word.", "What is {a} in words?", "Spell the number {a}.", "What is the word for {a}?",
    ), "{a} is written {answer}.", _SPELLED, 0.6),
    Family("digits", (
        "Write {answer} in digits.", "What is {answer} in digits?", "How do you write {answer} in digits?", "Which number is {answer}?", "Write the number {answer}.",
    ), "In digits it is {a}.", _SPELLED, 0.6),
    Family("word-add", (
        "What is {a} plus {b}?", "How much is {a} plus {b}?", "Add {a} and {b}.", "What is the sum of {a} and {b}?", "{A} plus {b} is what?",
    ), "{A} plus {b} is {answer}.", _WORD_SUMS, 1.5),
    Family("count-to", (
        "Count to {a}.", "Count up to {a}.", "Can you count to {a}?", "Please count from 1 to {a}.", "Say the numbers up to {a}.",
    ), "{answer}.", tuple({"a": str(n), "answer": ", ".join(str(i) for i in range(1, n + 1))} for n in range(2, 13)), 0.5),
)
