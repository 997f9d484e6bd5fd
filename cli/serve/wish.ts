import { InvalidArgumentError } from 'commander';
import * as z from 'zod';

const known = {
  state: z.string().optional(),
  table: z.string().optional(),
  region: z.string().optional(),
};

const SERVE = z.object({
  ...known,
  port: z.number().default(0),
  /** Seconds. */
  every: z.number().optional(),
  discover: z.string().min(1).optional(),
  by: z.string().optional(),
  provider: z.record(z.string(), z.string()).default({}),
  providerUrl: z.record(z.string(), z.string()).default({}),
  tokenPrefix: z.record(z.string(), z.array(z.string())).default({}),
  allowHost: z.array(z.string()).default([]),
  http: z.string().optional(),
  issuers: z.string().optional(),
  timeout: z.number().default(10),
});

const REPORT = z.object({ ...known, html: z.string(), owner: z.string().optional() });

/** What was asked for on the command line. */
export type ServeWish = z.infer<typeof SERVE>;
export type ReportWish = z.infer<typeof REPORT>;

export const serveWish = (options: unknown): ServeWish => SERVE.parse(options);
export const reportWish = (options: unknown): ReportWish => REPORT.parse(options);

export const portNumber = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Write a port, from 1 to 65535, or 0 for a free one.');
  return Number(text);
};

export const refreshSeconds = (text: string): number => {
  const value = Number(text);
  if (!(value >= 1 && value <= 3600)) throw new InvalidArgumentError('Write seconds, from 1 to 3600.');
  return value;
};
