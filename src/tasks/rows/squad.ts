import { type Fields, isFields } from "./fields.ts";

/** SQuAD's articles with paragraphs with questions, as one row a question; undefined where the list is no such. */
export function questionsOfSquad(list: readonly unknown[]): readonly unknown[] | undefined {
  const articles = list.map((article) => listIn(article, "paragraphs"));
  if (articles.length === 0 || articles.some((paragraphs) => paragraphs === undefined)) return undefined;
  return list.flatMap((article, at) =>
    (articles[at] ?? []).flatMap((paragraph) =>
      (listIn(paragraph, "qas") ?? []).map((question) => ({
        title: (article as Fields)["title"],
        context: (paragraph as Fields)["context"],
        ...(question as Fields),
        answers: textsOf(listIn(question, "answers")),
      })),
    ),
  );
}

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = isFields(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** The texts of the right answers, each once. */
function textsOf(answers: readonly unknown[] | undefined): readonly unknown[] {
  return [
    ...new Set((answers ?? []).map((answer) => (isFields(answer) ? (answer["text"] ?? answer) : answer))),
  ];
}
