import { readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from '../../infra/read-config.ts';
import { TokenHealthStack } from '../../infra/stack.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Resource = { Type: string; Properties: Record<string, Json>; [key: string]: Json };
export type Resources = Record<string, Resource>;

const { context: SHIPPED } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** Everything switched on. */
export const FULL = {
  alertEmail: ['team@example.org', 'boss@example.org'],
  slackWebhookSecret: 'chat/slack-webhook',
  selfHosted: ['https://git.example.org'],
  unshaped: { 'discord.oauth': ['prod/discord-*'] },
  tokenPrefixes: { gitlab: ['acme-'] },
  http: { status: { url: 'https://api.example.org/me', header: 'Authorization', expect: 200 } },
  namePrefix: 'prod/',
  whoChanged: true,
};

type Synthesised = {
  readonly template: Template;
  readonly name: string;
  readonly tags: Record<string, string>;
  /** What the CDK command prints of it. */
  readonly says: readonly string[];
};

/** The app as `cdk synth` makes it, without bundling: flags of cdk.json, cdk-nag and all. Throws when a check fails. */
export const synthStack = (
  settings: Record<string, unknown> = {},
  context: Record<string, unknown> = {},
): Synthesised => {
  const tokenHealth = { nobodyIsTold: true, ...settings };
  const app = new App({ context: { ...SHIPPED, ...context, tokenHealth, 'aws:cdk:bundling-stacks': [] } });
  const reading = readConfig(app.node.getAllContext());
  if (!reading.ok) throw new Error(reading.says);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new TokenHealthStack(app, reading);
  const { stackName, tags, messages } = app.synth().getStackArtifact(stack.artifactId);
  const says = messages.map(({ level, entry }) => `${level}: ${JSON.stringify(entry.data)}`);
  return { template: Template.fromStack(stack), name: stackName, tags, says };
};

export const synth = (settings: Record<string, unknown> = {}, context: Record<string, unknown> = {}): Template =>
  synthStack(settings, context).template;

export const resources = (template: Template): Resources => template.toJSON().Resources as Resources;

export const ofType = (all: Resources, type: string): [string, Resource][] =>
  Object.entries(all).filter(([, resource]) => resource.Type === type);

export const one = (all: Resources, type: string, part: string): [string, Resource] => {
  const found = ofType(all, type).filter(([id]) => id.includes(part));
  if (found.length !== 1) throw new Error(`${found.length} of ${type} ${part}`);
  return found[0]!;
};

/** Every logical id that a value refers to. */
export const refs = (value: Json | undefined): string[] => {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(refs);
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String((inner as Json[])[0])];
    return refs(inner);
  });
};

/** An ARN with its pseudo parameters in angle brackets. */
export const shown = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(shown).join(',');
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value) return `<${(value['Fn::GetAtt'] as Json[]).join('.')}>`;
  if ('Fn::Join' in value) return ((value['Fn::Join'] as Json[])[1] as Json[]).map(shown).join('');
  return JSON.stringify(value);
};
