"""Completion for shells, written from the parser itself, so that it never knows other words than it.

The parser becomes a plain description first; each shell has one function that writes it down.  Where
neither an option nor a word is to be completed, the shell's own completion of files is left to work.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from derive.errors import AuthoringError


@dataclass(frozen=True)
class Option:
    """An option: its names, what it does, and the words that it takes (None: it takes no value)."""

    names: tuple[str, ...]
    summary: str
    words: tuple[str, ...] | None
    is_repeatable: bool


@dataclass(frozen=True)
class Command:
    """A command with its options and the words that may stand behind it (none: files).

    The program itself is the command without a name; its words are its `commands`.
    """

    name: str
    summary: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    commands: tuple[Command, ...] = ()

    @property
    def flags(self) -> str:
        """The names of all options, in one line."""
        return " ".join(name for option in self.options for name in option.names)


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """A script that teaches `shell` ("bash", "zsh" or "fish") to complete the commands of `parser`.

    Raises `AuthoringError` for another shell.

    >>> completion(argparse.ArgumentParser(prog="derive"), "fish").splitlines()[0]
    '# fish completion for derive: derive completion fish > ~/.config/fish/completions/derive.fish'
    >>> completion(argparse.ArgumentParser(prog="derive"), "csh")
    Traceback (most recent call last):
    derive.errors.AuthoringError: there is no completion for 'csh': choose from bash, zsh, fish
    """
    if shell not in SHELLS:
        raise AuthoringError(f"there is no completion for {shell!r}: choose from {', '.join(SHELLS)}")
    return SHELLS[shell](parser.prog, described(parser))


def described(parser: argparse.ArgumentParser, name: str = "", summary: str = "") -> Command:
    """What a parser takes."""
    commands: list[Command] = []
    words: list[str] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            about = {choice.dest: choice.help or "" for choice in action._choices_actions}
            commands += [
                described(inner, word, about.get(word, "")) for word, inner in action.choices.items()
            ]
        elif not action.option_strings:
            words += _words(action)
    options = tuple(
        _option(action)
        for action in parser._actions
        if action.option_strings and action.help != argparse.SUPPRESS
    )
    return Command(name, _first_clause(summary), options, tuple(words), tuple(commands))


def _option(action: argparse.Action) -> Option:
    takes_value = action.nargs != 0
    return Option(
        names=tuple(action.option_strings),
        summary=_first_clause(action.help or ""),
        words=_words(action) if takes_value else None,
        is_repeatable=isinstance(action, argparse._AppendAction),
    )


def _words(action: argparse.Action) -> tuple[str, ...]:
    """The words that an option takes: its choices, or those of a metavar such as ``text|json``."""
    if action.choices is not None:
        return tuple(map(str, action.choices))
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return tuple(metavar.split("|")) if re.fullmatch(r"[a-z-]+(\|[a-z-]+)+", metavar) else ()


def _first_clause(text: str) -> str:
    """The summary as far as it fits beside a word, without anything that a shell might obey."""
    clause = re.split(r" \(|[;:]", text.replace("%%", "%"))[0]
    return re.sub(r"[^\w ,.=/*+-]", "", clause).strip()


def _bash(program: str, top: Command) -> str:
    cases = "\n".join(_bash_case(command) for command in top.commands)
    names = " ".join(command.name for command in top.commands)
    return f"""\
# bash completion for {program}: eval "$({program} completion bash)"
_{program}() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=""
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        words="{names} {top.flags}"
    else
        case ${{COMP_WORDS[1]}} in
{cases}
        esac
    fi
    # shellcheck disable=SC2207  # no word holds a space, and bash 3 knows no mapfile
    if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}}
complete -o bashdefault -o default -F _{program} {program}
"""


def _bash_case(command: Command) -> str:
    lines = [f"        {command.name})", "            case $previous in"]
    for option in command.options:
        if option.words is not None:
            lines.append(f"            {'|'.join(option.names)}) words=\"{' '.join(option.words)}\" ;;")
    plain = f'words="{" ".join(command.words)}"' if command.words else ":"
    lines.append(f'            *) if [[ $current == -* ]]; then words="{command.flags}"; else {plain}; fi ;;')
    return "\n".join([*lines, "            esac", "            ;;"])


def _zsh(program: str, top: Command) -> str:
    names = "\n".join(f"        '{command.name}:{command.summary}'" for command in top.commands)
    cases = "\n".join(_zsh_case(command) for command in top.commands)
    return f"""\
#compdef {program}
# zsh completion for {program}: eval "$({program} completion zsh)", or a file _{program} in your fpath
_{program}() {{
    local -a commands
    commands=(
{names}
    )
    if (( CURRENT == 2 )); then
        if [[ $words[2] == -* ]]; then
            compadd -- {top.flags}
        else
            _describe command commands
        fi
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
{cases}
    esac
}}
if [[ $funcstack[1] == _{program} ]]; then _{program} "$@"; else compdef _{program} {program}; fi
"""


def _zsh_case(command: Command) -> str:
    lines = [f"        {command.name})", "            _arguments -s \\"]
    for option in command.options:
        again = "*" if option.is_repeatable else ""
        rest = f"[{option.summary}]{_zsh_value(option)}"
        lines += [f"                '{again}{name}{rest}' \\" for name in option.names]
    words = f"({' '.join(command.words)})" if command.words else "_files"
    return "\n".join([*lines, f"                '*:argument:{words}'", "            ;;"])


def _zsh_value(option: Option) -> str:
    if option.words is None:
        return ""
    return f":value:({' '.join(option.words)})" if option.words else ":value:_files"


def _fish(program: str, top: Command) -> str:
    home = f"~/.config/fish/completions/{program}.fish"
    lines = [f"# fish completion for {program}: {program} completion fish > {home}"]
    start = "__fish_use_subcommand"
    for command in top.commands:
        lines.append(f"complete -c {program} -f -n {start} -a {command.name} -d '{command.summary}'")
    lines += [_fish_option(program, start, option) for option in top.options]
    for command in top.commands:
        inside = f"'__fish_seen_subcommand_from {command.name}'"
        if command.words:
            lines.append(f"complete -c {program} -f -n {inside} -a '{' '.join(command.words)}'")
        lines += [_fish_option(program, inside, option) for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(program: str, condition: str, option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    line = f"complete -c {program} -n {condition} {names} -d '{option.summary}'"
    if option.words is None:
        return line
    return f"{line} -x -a '{' '.join(option.words)}'" if option.words else f"{line} -r"


SHELLS: Mapping[str, Callable[[str, Command], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
