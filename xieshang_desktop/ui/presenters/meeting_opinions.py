"""What is done to an opinion that stands: stance, dissent, a name taken out, the answer owed."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from typing import Protocol

from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.services import drafting, opinions
from xieshang_desktop.services.deliberation import ItemFile, remove
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_talk_view import speaker_words
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField

#: What is said is kept apart without a name.
UNNAMED = "unnamed"
#: The same by name.
DISSENT = "dissent"


class OpinionPage(Protocol):
    """What the presenter asks of the page."""

    def ask_answer(self, form: Ask) -> object: ...
    def ask_unnamed(self, opinion_id: str, words: str) -> None: ...


class OpinionPresenter:
    """The opinions and dissents of the item in front."""

    def __init__(self, desk: Desk, page: OpinionPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._file: ItemFile | None = None

    def show(self, file: ItemFile | None) -> None:
        """Another item is in front, or the same with more on it."""
        self._file = file

    def take_stance(self, opinion_id: str, stance: str) -> None:
        """Where somebody who has spoken stands; the same once more takes it back."""
        chosen = Stance(stance)
        known = self._opinion(opinion_id)
        if known is not None:
            other = Stance.UNSAID if known.stance is chosen else chosen
            self._attempt(lambda: opinions.take_stance(self._desk, opinion_id, other))

    def act(self, opinion_id: str, action: str) -> None:
        """What a row of the opinions, or of the dissents, offers."""
        known = self._opinion(opinion_id)
        if known is None:
            return
        if action == "remove":
            self._attempt(lambda: remove(self._desk, Opinion, opinion_id), _("已删去"))
        elif action == "answer":
            self._page.ask_answer(answer_form(self._desk, known))
        elif action == "apart":
            self._attempt(
                lambda: opinions.keep_apart(self._desk, opinion_id, dissent=not known.dissent)
            )
        elif action == UNNAMED:
            self._ask_unnamed(known)
        else:
            self.take_stance(opinion_id, action)

    def answer(self, opinion_id: str, values: Mapping[str, str]) -> bool:
        """What the sheet about a demand says; whether it was taken."""
        demand, text = bool(values["demand"]), values["answer"]

        def take() -> object:
            if demand and text:
                return opinions.answer_demand(self._desk, opinion_id, text)
            return opinions.mark_demand(self._desk, opinion_id, demand=demand)

        return self._attempt(
            take, _("已记下"), lambda _done: drafting.drop(self._desk, opinion_id, "answer")
        )

    def keep_answer(self, opinion_id: str, values: Mapping[str, str]) -> None:
        """An answer that is not recorded yet survives a power cut."""
        known = self._opinion(opinion_id)
        begun = known is not None and values["answer"] == known.answer
        drafting.keep(self._desk, opinion_id, "answer", "" if begun else values["answer"])

    def make_unnamed(self, opinion_id: str) -> None:
        """The speaker wished it, and was told that it stays so."""
        self._attempt(
            lambda: opinions.make_unnamed(self._desk, opinion_id), _("名字已抹去"), final=True
        )

    # ---- inside

    def _opinion(self, opinion_id: str) -> Opinion | None:
        said = self._file.opinions if self._file else ()
        return next((opinion for opinion in said if opinion.id == opinion_id), None)

    def _ask_unnamed(self, opinion: Opinion) -> None:
        if opinion.unnamed:
            return
        words = _(
            "“{text}”\n\n这条意见会列为保留意见，{who}的名字从记录里抹去，以前记的也抹去，"
            "还没交出去的协商包重新写。抹去以后找不回来，撤销也不行。"
            "纪要草稿里的名字一起抹去；印在纸上的，请另外改掉。"
        )
        self._page.ask_unnamed(
            opinion.id, words.format(text=opinion.text, who=speaker_words(opinion))
        )


def answer_form(desk: Desk, opinion: Opinion) -> Ask:
    """Whether it is a demand, and what was answered (S0-15); with what was being typed."""
    kept = drafting.kept(desk, opinion.id, "answer").get("answer", opinion.answer)
    example = _("一句话：怎么办、谁来办、几时给话；答不了的写明原因")
    return Ask(
        opinion.id,
        _("诉求和回应"),
        _("记下"),
        (
            AskField("demand", "check", _("这是一条诉求，要有回应"), "yes"),
            AskField("answer", "text", _("怎么回应的"), kept, example),
        ),
        f"{speaker_words(opinion)}：{opinion.text}",
    )
