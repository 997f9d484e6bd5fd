import type { Situations } from '../case.ts';
import { discord } from './discord.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { npm, slack, vault } from './others.ts';
import { placeholders } from './placeholders.ts';
import { references } from './references.ts';
import { introspection, jwt } from './tokens.ts';

/** Made by us after the kinds of what was reported, so that the kind is mended and not the case. */
export const FURTHER: Readonly<Record<string, Situations>> = {
  'discord and files': discord,
  github,
  gitlab,
  slack,
  npm,
  vault,
  'JSON Web Tokens': jwt,
  introspection,
  references,
  placeholders,
};
