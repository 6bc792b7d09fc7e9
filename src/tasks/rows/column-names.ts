/** What columns are called in the wild, by what they are for; data sets of Hugging Face, exports of tools, and tables. */

/** A column's name without what is said of it in brackets: `Answer [EUR]` is the answer. */
export const bareName = (column: string): string =>
  column.replace(/[\s:*]*(?:[([][^()[\]]*[)\]])?[\s:*]*$/, "").trim() || column.trim();

/** The right answer, the surest names first; a later tier is only asked where no earlier one has a column. */
export const answerTiers: readonly RegExp[] = [
  /^(?:expected(?:[_ ]?(?:output|answer|label|response|result))?|ground[_ ]?truth|gold(?:en)?(?:[_ ]?(?:label|answer|output))?|ideal|target(?:s|[_ ]?text)?|reference(?:s|[_ ]?(?:output|answer|text))?|correct(?:[_ ]?(?:answer|label|option|choice|letter|index|idx))?|answer[_ ]?(?:key|letter|index|idx)|right[_ ]?answer|solution|cop|label[_ ]?(?:text|name)|canonical[_ ]?solution|(?:gold[_ ]?)?answers?[_ ]?(?:spans?|text|value)|respuesta[_ ]correcta|(?:bonne[_ ]réponse|réponse[_ ]correcte)|richtige[_ ]antwort|lösung|risposta[_ ]corretta|resposta[_ ]correta|правильный[_ ]ответ|标准答案|正确答案|正解|정답)$/i,
  /^(?:answers?|labels?|y|best[_ ]?answer|final[_ ]?answer|short[_ ]?answer|antwort|respuesta|réponse|risposta|resposta|(?:ner|pos|chunk)[_ ]?tags|ответ|答案|回答|答え|답변|उत्तर|الجواب|إجابة|odpowiedź|cevap|antwoord|svar|метка|标签|ラベル|라벨|étiquette|etiqueta|etichetta|وسم|लेबल)$/i,
  /^(?:output|response|completion|chosen|assistant|summary|highlights|translation|sql)$/i,
  /^(?:category|categories|class|classification|intent|intent[_ ]?name|sentiment|emotion|topic|team|department|priority|queue|tag|tags|kategorie|categoría|catégorie|categoria|kategoria|abteilung|категория|类别|カテゴリ|분류)$/i,
  /^(?:score|rating|stars|similarity(?:[_ ]?score)?)$/i,
];

/** Answers a model gave, where something else says what is right. */
export const outputNames =
  /^(?:output|completion|response|prediction|predicted(?:[_ ]?\w+)?|model[_ ]?(?:output|answer|response)|generated(?:[_ ]?\w+)?|assistant|rejected|actual(?:[_ ]?output)?)$/i;

export const ratingNames = /^(?:rating|score|thumbs?|grade|good[_ ]?bad|human[_ ]?rating|annotation)$/i;
export const critiqueNames =
  /^(?:critique|comments?|feedback|notes?|remarks?|output[_ ]?feedback|human[_ ]?feedback)$/i;
export const reasonNames =
  /^(?:reason|reasoning|rationale|because|why|explanation(?:[_ ]?1)?|exp|cot|chain[_ ]?of[_ ]?thought)$/i;
export const groupNames =
  /^(?:group|group[_ ]?id|cluster|conversation[_ ]?id|thread[_ ]?id|session[_ ]?id|user[_ ]?id|customer[_ ]?id)$/i;
export const splitNames = /^(?:split|subset|partition|fold|dataset[_ ]?split)$/i;

/** Texts a question is made of. */
export const questionNames =
  /^(?:questions?|q|query|prompt|problem|instructions?|premise|hypothesis|claim|frage|pregunta|domanda|pergunta|goal|task|utterance|user(?:[_ ]?(?:input|message|query))?|question[_ ]?stem|вопрос|问题|質問|질문|प्रश्न|سؤال|السؤال|pytanie|soru|vraag|fråga)$/i;
export const inputNames =
  /^(?:inputs?|texts?|messages?|content|body|tokens|words|sentence|sentences|document|email|mail|ticket|review|context|passage|paragraph|article|story|evidence|statement|conversation|dialogue|dialog|transcript|code|snippet|ctx(?:[_ ]?[ab])?|phrase|tweet|comment|comments|post|news|abstract|x|(?:sentence|text|question|premise|s|q)[_ ]?[12ab]|texte|texto|testo|nachricht|mensaje|messaggio|mensagem|текст|сообщение|文本|テキスト|텍스트|نص|पाठ|tekst)$/i;
/** What a model is told before the question: a part of it where it differs from row to row. */
export const systemNames = /^(?:system(?:[_ ]?(?:prompt|message|instruction))?|developer[_ ]?message)$/i;
/** A query in a language of databases is what a question is turned into. */
export const queryNames = /^(?:query|sql[_ ]?query|gold[_ ]?(?:sql|query)|cypher|sparql)$/i;
/** Where a text comes from; the text itself where another one is its translation. */
export const sourceNames = /^(?:source|src)(?:[_ ]?text)?$/i;
export const translationNames = /^(?:target|translation|reference|tgt)(?:[_ ]?text)?$/i;
/** Part of the question where nothing asks one: the subject of a mail, but not of an exam. */
export const headingNames = /^(?:subject|title|headline|heading|description|summary|name|betreff|titel)$/i;

/** What there is to choose from. */
export const choiceNames =
  /^(?:choices?|options?|candidates|alternatives|endings?|answer[_ ]?(?:choices|options)|(?:choice|option|opt?|ending|sol|answer|alternative)[_ ]?(?:[a-h]|\d{1,2}))$/i;
export const letterName = /^[A-H]$/;

/** Says something about the row that is no part of the question. */
export const aboutNames =
  /^(?:_?id|.*[_ ]id|uuid|guid|idx|index|row|key|no|nr|#|number|unnamed.*|column \d+|timestamp|date|time|created.*|updated.*|modified.*|url|link|href|source[_ ]?(?:url|file|name)|author|lang|language|locale|version|model|model[_ ]?name|provider|tokens|latency|cost|metadata.*|meta|difficulty|level|file|file[_ ]?name|dataset|config|annotator.*|status|kwargs|instruction[_ ]?id[_ ]?list)$/i;

/** A name that columns have in the wild. */
export function isColumnName(name: string): boolean {
  const bare = bareName(name);
  const lists = [
    ...answerTiers,
    outputNames,
    ratingNames,
    critiqueNames,
    reasonNames,
    groupNames,
    splitNames,
  ];
  const others = [
    questionNames,
    inputNames,
    systemNames,
    queryNames,
    sourceNames,
    headingNames,
    choiceNames,
    aboutNames,
  ];
  return [...lists, ...others].some((names) => names.test(bare));
}
