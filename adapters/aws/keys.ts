import { createHash } from 'node:crypto';
import { ALERT_PREFIX, PARTITIONS } from '../names.ts';

export type Key = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };

const key = (pk: string, sk: string): Key => ({ pk: { S: pk }, sk: { S: sk } });

export const TOKEN_PREFIX = PARTITIONS.token.slice(0, -1);
const PACE_PREFIX = PARTITIONS.pace.slice(0, -1);
const THREAD_PREFIX = PARTITIONS.thread.slice(0, -1);
const AUDIT_PREFIX = PARTITIONS.audit.slice(0, -1);
const ISSUER_PREFIX = PARTITIONS.issuer.slice(0, -1);

export const tokenKey = (id: string): Key => key(`${TOKEN_PREFIX}${id}`, 'state');
export const issuerKey = (host: string): Key => key(`${ISSUER_PREFIX}${host}`, 'guard');
export const alertKey = (id: string): Key => key(`${ALERT_PREFIX}${id}`, 'outbox');
/** `month`: `2026-11`. Within it lines sort by time; what ended comes before what took its place. */
export const auditKey = (month: string, line = ''): Key => key(`${AUDIT_PREFIX}${month}`, line);
export const sweepKey = (id: string): Key => key(PARTITIONS.sweep, `run#${id}`);
/** Owners are words of others, of any length. */
export const ownerKey = (owner: string): Key =>
  key(`${PACE_PREFIX}owner#${createHash('sha256').update(owner).digest('hex').slice(0, 32)}`, 'turn');
export const paceKey = (channel: string): Key => key(`${PACE_PREFIX}${channel}`, 'slots');
export const threadKey = (channel: string, incident: string): Key => key(`${THREAD_PREFIX}${channel}`, incident);
export const SUBSCRIBERS: Key = key(PARTITIONS.topic, 'subscribers');
/** Begins the keys of all that one sweep keeps beside its run. */
export const legsKey = (id: string): Key => key(PARTITIONS.sweep, `run#${id}#leg#`);
export const missingKey = (id: string): Key => key(PARTITIONS.sweep, `run#${id}#missing#`);
export const CONCLUDED_SWEEP: Key = key(PARTITIONS.sweep, 'concluded');
export const NEWEST_SWEEP: Key = key(PARTITIONS.sweep, 'newest');
