import type { Instant } from '../base/time.ts';
import type { Quiet, TokenRecord } from '../model/record.ts';

/** What came of what somebody pressed at a table of tokens. */
export type Came =
  | { readonly came: 'look begun'; readonly record: TokenRecord }
  | { readonly came: 'too soon'; readonly record: TokenRecord; readonly freeAt: Instant }
  | { readonly came: 'quiet'; readonly record: TokenRecord; readonly quiet: Quiet }
  | { readonly came: 'nothing to be quiet about' | 'past'; readonly record: TokenRecord }
  | { readonly came: 'too far'; readonly record: TokenRecord; readonly furthest: Instant }
  | { readonly came: 'sweep begun' }
  | { readonly came: 'swept a moment ago'; readonly freeAt: Instant }
  | { readonly came: 'unknown token' };
