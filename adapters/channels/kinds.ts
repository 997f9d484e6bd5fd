import { discord } from './discord.ts';
import { email } from './email.ts';
import type { ChannelKind } from './kind.ts';
import { slack } from './slack.ts';
import { sns } from './sns.ts';

/** Every kind of channel. A new one is its room under messages/, its sender beside this file, and one line here. */
export const KINDS: readonly ChannelKind[] = [sns, slack, discord, email];

export const kindOf = (type: string): ChannelKind | undefined => KINDS.find((kind) => kind.type === type);
