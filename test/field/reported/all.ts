import type { Situations } from '../case.ts';
import { discord } from './discord.ts';
import { dotenv } from './dotenv.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { introspection } from './introspection.ts';
import { jwt } from './jwt.ts';
import { npm } from './npm.ts';
import { placeholders } from './placeholders.ts';
import { references } from './references.ts';
import { slack } from './slack.ts';
import { vault } from './vault.ts';

/** What people met and reported in public, by subject. */
export const REPORTED: Readonly<Record<string, Situations>> = {
  discord,
  github,
  gitlab,
  slack,
  npm,
  vault,
  'JSON Web Tokens': jwt,
  introspection,
  'files of variables': dotenv,
  references,
  placeholders,
};
