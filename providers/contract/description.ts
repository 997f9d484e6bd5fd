import * as z from 'zod';
import { answer } from './answers.ts';
import { every, kind, kindId } from './kind.ts';
import { headerName, line, link, place } from './text.ts';

export const EVIDENCE = ['documented', 'validators', 'verified'] as const;

export const COUNTS = ['token', 'account', 'address'] as const;

const SOURCE = 'write where the facts were read: page, repository or issue';

const base = z.strictObject({
  url: link.exactOptional().describe('Where a path goes when nobody names an address.'),
  hosts: z
    .array(link)
    .max(20)
    .exactOptional()
    .describe('Other addresses of the issuer itself, such as of its regions: a tag may choose one.'),
  askOthers: z
    .literal(true)
    .exactOptional()
    .describe('A token that never worked and is refused is asked about at hosts too: it may be of another region.'),
  strip: z
    .array(z.string().regex(/^\/[a-z0-9/._-]+$/))
    .exactOptional()
    .describe('Ends that people copy along, taken off first: /api/v4.'),
  path: z
    .string()
    .regex(/^\/[a-z0-9/._-]+$/)
    .exactOptional()
    .describe('Stands between the base and the path of the probe.'),
  rootHosts: z
    .string()
    .max(300)
    .exactOptional()
    .describe('Pattern of hosts that have the API at their root all the same.'),
});

/** One issuer, described as data: a file of YAML or JSON. */
export const description = z.strictObject({
  id: kindId.describe('The first part of a tag: discord of discord.bot.'),
  name: line('write what people call the issuer', 60),
  docs: link.describe('The page about its tokens.'),
  statusPage: link.exactOptional().describe('Where people look whether it is down.'),
  evidence: z
    .enum(EVIDENCE, `write how well the facts are known: ${EVIDENCE.join(', ')}`)
    .describe(
      'documented: by the issuer. validators: two independent tools agree. verified: a real server answered so.',
    ),
  sources: z.array(line(SOURCE, 400), SOURCE).min(1, SOURCE),
  unsure: z.array(line('write what could not be confirmed', 400)).exactOptional(),
  budget: z
    .strictObject({ perSecond: z.number().positive().max(50), concurrency: z.int().min(1).max(16) })
    .exactOptional()
    .describe('What we ask of it at most; 2 a second unless said.'),
  limits: z
    .strictObject({
      counts: z.enum(COUNTS, `write what a limit adds up: ${COUNTS.join(', ')}`),
      source: line(SOURCE, 400),
    })
    .exactOptional()
    .describe('Whose requests a limit of the issuer adds up.'),
  requestId: headerName.exactOptional().describe('Header that names the request for its support.'),
  words: z
    .strictObject({ code: place.exactOptional(), message: z.array(place).max(4).exactOptional() })
    .exactOptional()
    .describe('Where its error answers hold its code and words.'),
  generic: z.literal(true).exactOptional().describe('A format or protocol, not one issuer.'),
  alsoFor: z
    .array(kindId)
    .exactOptional()
    .describe('Issuers as whose tokens its own are taken too: a package registry of theirs speaks npm.'),
  scopeTree: z.record(z.string(), z.array(z.string())).exactOptional().describe('Which scopes hold others.'),
  base: base.exactOptional().describe('Of an issuer that people run themselves, or that has several addresses.'),
  like: kindId.exactOptional().describe('Another issuer whose rules and `every` hold here too, as of a fork.'),
  rules: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), z.array(answer).min(1))
    .exactOptional()
    .describe('Lists of answers by name, for several requests: {use: name}.'),
  every: every.exactOptional().describe('What all its kinds have in common.'),
  kinds: z.array(kind, 'write at least one kind').min(1, 'write at least one kind').max(40),
});

export type Description = z.infer<typeof description>;
