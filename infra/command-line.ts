import * as z from 'zod';
import { type Json, parseJson } from '../core/base/json.ts';
import { configSchema } from './config.ts';

const plainShape = z.object({
  type: z.string().optional(),
  items: z.object({ type: z.string().optional() }).optional(),
});
/** Of several forms the first: the others are objects, which are told from lists by how they begin. */
const shape = z.union([
  z.object({ anyOf: z.tuple([plainShape], plainShape) }).transform(({ anyOf: [first] }) => first),
  plainShape,
]);

/** What the schema says each setting is, so that a new one needs no list of its own here. */
const SHAPES = z
  .record(z.string(), shape)
  .parse(z.toJSONSchema(configSchema(false), { io: 'input', unrepresentable: 'any' }).properties);

export const KEYS: readonly string[] = Object.keys(SHAPES);

/** `14`, `true` and JSON as what they mean; what is none of them as it is. */
export const unquoted = (text: string): Json => {
  const parsed = parseJson(text);
  return typeof parsed === 'string' || parsed === undefined ? text : parsed;
};

/** `-c` knows only text: numbers, JSON, and lists as `30,14,7`. A value of cdk.json stays as it is. */
export const settingOf = (key: string, value: unknown): unknown => {
  const { type, items } = SHAPES[key] ?? {};
  if (type === 'array' && typeof value === 'number') return [value];
  if (typeof value !== 'string' || type === 'string') return value;
  return type === 'array' && !/^[[{]/.test(value) ? listOf(value, items?.type) : unquoted(value);
};

const listOf = (text: string, type: string | undefined): Json =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (type === 'string' ? part : unquoted(part)));
