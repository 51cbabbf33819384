"""What is wrong with a file, in words: what it is, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.residents.words import office_word
from council.roster.reading.problems import Problem

Values = Mapping[str, Any]


def problem_words(problem: Problem) -> str:
    """A problem as a sentence, without row and column."""
    return _WORDS[problem.code](problem.values)


def column_word(column: str) -> str:
    """A column as people call it; the heading or letter itself where it is none of ours."""
    return {
        "place": _("Grid code"),
        "building": _("Building"),
        "entrance": _("Entrance"),
        "door": _("Door number"),
        "floor_area": _("Floor area"),
        "name": _("Name"),
        "phone": _("Phone"),
        "residency": _("Residency"),
        "owner": _("Owner"),
        "household_rep": _("Household representative"),
        "adult": _("18 or older"),
        "office": _("Office"),
        "external_id": _("Register number"),
        "home": _("Lives at"),
        "left_on": _("Moved away"),
    }.get(column, column)


_WORDS: dict[str, Callable[[Values], str]] = {
    # the file as a whole
    "file_too_big": lambda v: _("The file is bigger than %(most)s MB. Divide it.", **v),
    "file_empty": lambda v: _("The file is empty."),
    "file_gone": lambda v: _("The uploaded file is not here any more. Upload it again."),
    "locked_or_old": lambda v: _("The file has a password or is an old .xls. Save it as .xlsx without a password."),
    "no_workbook": lambda v: _("This is no Excel file that can be read. Save it again as .xlsx or as CSV."),
    "bomb": lambda v: _("The file unpacks to far more than a roster holds, so it was not opened. Divide it by grid."),
    "entities": lambda v: _("The file holds a document type, which no roster needs. It was not opened."),
    "encoding": lambda v: _("The text is neither UTF-8 nor GB18030. Save it as CSV in UTF-8."),
    "line_too_long": lambda v: _("This line is longer than any row of a roster."),
    "quotes": lambda v: _("A quotation mark is opened and not closed."),
    "too_many_rows": lambda v: _("A file holds at most %(most)s rows. Divide it, for example by grid.", **v),
    "too_many_columns": lambda v: _("A file holds at most %(most)s columns.", **v),
    "no_heading": lambda v: _(
        "The first line must hold the headings, on the first sheet. Delete titles above them, or use the example file."
    ),
    "no_rows": lambda v: _("The file has a heading and no rows."),
    "no_right": lambda v: _("Whoever uploaded this may not import here any more."),
    "look_again": lambda v: _("The roster has changed since you looked. This is the new preview: look again."),
    "gave_up": lambda v: _("Reading broke down three times. Tell whoever runs this server; nothing was written."),
    "broke_down": lambda v: _("Something broke down on our side; nothing was written. Upload the file again."),
    # its heading
    "did_you_mean": lambda v: _("Unknown heading. Did you mean “%(heading)s”?", **v),
    "column_twice": lambda v: _("This column is there twice."),
    "column_missing": lambda v: _("This column is missing."),
    # cells
    "formula": lambda v: _("“%(text)s” is a formula. Put the plain value there.", **v),
    "error_value": lambda v: _("“%(text)s” is an error of the spreadsheet. Put the plain value there.", **v),
    "day": lambda v: _("The spreadsheet made a date of this cell. Format it as text and type the value anew."),
    "shortened": lambda v: _("“%(text)s” lost its last figures. Format the column as text and type it anew.", **v),
    "identity": lambda v: _("This is an identity number, which is not kept here. Use the street's own number."),
    "controls": lambda v: _("“%(text)s” holds invisible control characters. Type it anew.", **v),
    "too_long": lambda v: _("The text is too long: at most %(most)s characters.", **v),
    "empty": lambda v: _("This cell is empty and must not be."),
    "area": lambda v: _("“%(text)s” is no area. Write m² with a point and at most two decimals: 92.50", **v),
    "phone": lambda v: _("“%(text)s” cannot be a phone number.", **v),
    "residency": lambda v: _("“%(text)s” is no residency. Use registered, resident, tenant, shop or visitor.", **v),
    "yes_or_no": lambda v: _("“%(text)s” is neither yes nor no.", **v),
    "office": lambda v: _("“%(text)s” is none of the seven offices.", **v),
    # rows
    "place_unknown": lambda v: _("There is no grid with the code “%(text)s”.", **v),
    "place_outside": lambda v: _("“%(text)s” is no grid of %(scope)s.", **v),
    "entrance_missing": lambda v: _("The roster has door %(door)s behind an entrance: %(names)s. Say which.", **v),
    "entrance_too_much": lambda v: _("The roster has door %(door)s in this building without an entrance.", **v),
    "entrance_differs": lambda v: _("Door %(door)s stands with an entrance here and without in row %(other)s.", **v),
    "area_differs": lambda v: _("Door %(door)s has another area in row %(other)s.", **v),
    "two_speakers": lambda v: _("Door %(door)s has another representative in row %(other)s.", **v),
    "speaker_already": lambda v: _("Door %(door)s already has a representative on the roster.", **v),
    "number_twice": lambda v: _("The same register number stands in row %(other)s.", **v),
    "person_twice": lambda v: _("The same person stands in row %(other)s.", **v),
    "number_elsewhere": lambda v: _("The number “%(text)s” belongs to somebody of another estate.", **v),
    "number_differs": lambda v: _("%(name)s has the number %(number)s on the roster.", **v),
    "several_people": lambda v: _("%(count)s people on the roster fit %(name)s. Merge them first.", **v),
    "guarded": lambda v: _("%(name)s holds an office that reaches further than yours. Ask the next level.", **v),
    "office_not_yours": lambda v: _("You may not give this office: %(office)s.", office=office_word(v["office"])),
}
