import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { knownMessages } from '../../adapters/issuers/messages.ts';
import { explain } from '../../monitor/explain/explain.ts';
import type { Explained, Explanation } from '../../monitor/explain/explanation.ts';

export const LIBRARY = { known: knownMessages(), registry: REGISTRY };

const NOW = Date.UTC(2026, 10, 23, 9, 0);

export const explained = (text: string, provider?: string): Explained => explain(text, LIBRARY, NOW, provider);

/** The error that tells most. */
export const firstOf = (text: string, provider?: string): Explanation => explained(text, provider).explanations[0];

/** Its likeliest cause; `null` when the token is not the matter. */
export const likeliest = ({ causes }: Explanation) => (causes[0] === undefined ? undefined : causes[0].cause);
