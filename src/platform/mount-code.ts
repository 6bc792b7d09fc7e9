import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours are the page's own custom properties: they change with the theme, and nothing here has to know. */
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "13px", maxHeight: "480px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--ink-3)", backgroundColor: "var(--paper-2)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--paper-2) 60%, transparent)" },
  ".cm-activeLineGutter": { color: "var(--ink)", backgroundColor: "var(--paper-3)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--paper-3)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--marker)",
    color: "var(--marker-ink)",
  },
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--rule-2)",
    borderRadius: "var(--r)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--paper)",
    backgroundColor: "var(--ink)",
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--c4)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--pass)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--fail)" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName)], color: "var(--c6)" },
]);

export interface MountedCode {
  /** Puts another text in, unless it is already there. */
  readonly write: (text: string) => void;
  readonly end: () => void;
}

/**
 * An editor for JavaScript. It lives in a shadow root: there its styles are constructed sheets, which a policy of
 * `style-src 'self'` allows; in the document it would need style elements. Tab indents; Escape, then Tab leaves.
 */
export function mountCode(
  root: ShadowRoot,
  given: {
    readonly name: string;
    readonly hintId: string;
    readonly text: string;
    readonly onChange: (text: string) => void;
  },
): MountedCode {
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: given.text,
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        highlightActiveLine(),
        javascript(),
        syntaxHighlighting(colours),
        theme,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": given.name,
          "aria-describedby": given.hintId,
          // Code is no prose, and its words are nobody else's business.
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) given.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    write: (text) => {
      const old = view.state.doc.toString();
      if (old !== text) view.dispatch({ changes: { from: 0, to: old.length, insert: text } });
    },
    end: () => view.destroy(),
  };
}
