// What follows finds the ways out closed.
import { isQuestion } from "../shared/local-network-question.ts";
/**
 * Our own service worker: keeps the studio for use without a network, puts the security headers on documents and
 * worker scripts, and lets nothing leave that the user did not enable.
 */
import { openGateTo } from "./close-ways-out.ts";
import { foreignAnswer, letPass } from "./foreign-answer.ts";
import { ownAnswer } from "./own-answer.ts";
import { answerMessage } from "./page-messages.ts";
import { isEnabledNow } from "./policy.ts";
import { scope } from "./scope.ts";
import { dropOldFiles, storeSmallFiles } from "./stored-files.ts";

openGateTo(isEnabledNow);

scope.addEventListener("install", (event) => {
  event.waitUntil(storeSmallFiles());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFiles().then(() => scope.clients.claim()));
});

scope.addEventListener("message", (event) => {
  event.waitUntil(answerMessage(event));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // blob: and data: stay inside the browser.
  if (url.protocol !== "http:" && url.protocol !== "https:") return;
  if (url.origin !== scope.location.origin) {
    if (isQuestion(request) && isEnabledNow(url.origin)) letPass(event, url.origin);
    else event.respondWith(foreignAnswer(event));
  } else if (request.method === "GET") event.respondWith(ownAnswer(request));
});
