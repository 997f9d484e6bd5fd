import type { Json } from '../../core/base/json.ts';

/** What an issuer answered, as somebody pasted it. */
export type Pasted = { readonly status: number; readonly body?: Json };

/** How the token is sent. */
export type Sending =
  | { readonly by: 'bearer' }
  | { readonly by: 'header'; readonly header: string; readonly scheme?: string }
  | { readonly by: 'basic' }
  | { readonly by: 'address' };

/** The answers to the six questions. */
export type Draft = {
  readonly id: string;
  readonly name: string;
  readonly docs: string;
  readonly shape: { readonly prefix?: string; readonly rest?: string; readonly pattern?: string };
  readonly url: string;
  readonly auth: Sending;
  readonly accepted: Pasted;
  readonly refused?: Pasted;
};
