"""Papers into PDF on this machine: with its 仿宋 and the village's own forms."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xieshang_desktop import resources
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services.body_face import chosen_face
from xieshang_desktop.settings import Settings

if TYPE_CHECKING:
    from xieshang_desktop.printing.papers import RenderedPaper


def forms_folder() -> Path | None:
    """Where the township's own forms lie, chosen in the settings; None for the shipped ones.
    WorldFailed `forms_folder_missing`: a paper in other words than those chosen is not set."""
    words = Settings().text("forms")
    if words and not Path(words).is_dir():
        raise WorldFailed("forms_folder_missing", folder=words)
    return Path(words) if words else None


def choose_forms(settings: Settings, folder: Path | None) -> None:
    """Set papers by the forms in this folder from now on, where it has them; None goes back to the
    shipped ones.

    WorldFailed `forms_folder_missing`, `setting_not_saved`; BadInput `forms_folder_empty`,
    `form_text_unreadable`, `form_text_braces`, `form_text_unknown_field`.
    """
    if folder is not None:
        from xieshang_desktop.printing.texts import texts

        if not folder.is_dir():
            raise WorldFailed("forms_folder_missing", folder=str(folder))
        own = [form for form in shipped_forms() if (folder / f"{form}.toml").is_file()]
        if not own:
            raise BadInput("forms_folder_empty", folder=str(folder))
        for form in own:
            texts(form, folder)
    settings.choose("forms", str(folder.resolve()) if folder else "")


def shipped_forms() -> list[str]:
    """The forms that can be replaced; a page's numbers are none."""
    from xieshang_desktop.printing.texts import texts

    forms = []
    for file in sorted(resources.path("papers").glob("*.toml")):
        with suppress(BadInput):
            texts(file.stem)
            forms.append(file.stem)
    return forms


def set_paper(paper: Paper, *, page: str = "", tiled: bool = False) -> RenderedPaper:
    """The paper as PDF, on its own page or another, that `tiled` on A4 sheets. WorldFailed
    `font_missing`, `font_unusable`, `forms_folder_missing`; BadInput `form_text_unreadable`,
    `form_text_braces`, `form_text_unknown_field`, `picture_unreadable`."""
    from xieshang_desktop.printing.papers import render

    return render(paper, forms=forms_folder(), body_face=chosen_face(), page=page, tiled=tiled)
