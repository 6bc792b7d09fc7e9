/** Browsers open no more connections to one host that speaks HTTP/1.1, as plain http servers do. */
export const mostPlainHttpCalls = 6;
