/** Kinds of files rows can be read from, as a file dialog wants them. */
export const rowFileTypes =
  ".csv,.tsv,.json,.jsonl,.ndjson,.xlsx,.yaml,.yml,.txt,text/csv,application/json,text/plain";
