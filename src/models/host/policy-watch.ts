/** Origins that this app's own policy kept this thread from reaching. */
export interface PolicyWatch {
  /** Whether a request to this origin was just refused by the policy; waits for the browser's word, which comes late. */
  isBlocked(origin: string): Promise<boolean>;
}

/** The part of a worker's global scope that is needed; a refusal is told by an event. */
type Scope = Pick<EventTarget, "addEventListener">;

const wordComesWithinMs = 50;

/**
 * To a script, a request refused by the policy (offline lock, host not allowed) looks like a broken network. The
 * browser tells the difference in an event of its own.
 */
export function watchPolicy(scope: Scope): PolicyWatch {
  const blocked = new Set<string>();
  scope.addEventListener("securitypolicyviolation", (event) => {
    const { blockedURI } = event as SecurityPolicyViolationEvent;
    if (URL.canParse(blockedURI)) blocked.add(new URL(blockedURI).origin);
  });
  return {
    async isBlocked(origin) {
      if (!blocked.has(origin)) await new Promise((resolve) => setTimeout(resolve, wordComesWithinMs));
      return blocked.has(origin);
    },
  };
}
