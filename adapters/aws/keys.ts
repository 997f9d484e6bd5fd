import { PK_PREFIX } from '../names.ts';

type Key = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };

const key = (pk: string, sk: string): Key => ({ pk: { S: pk }, sk: { S: sk } });

export const tokenKey = (id: string): Key => key(`${PK_PREFIX.token}${id}`, 'state');
export const alertKey = (id: string): Key => key(`${PK_PREFIX.outbox}${id}`, 'outbox');
export const sweepKey = (id: string): Key => key(`${PK_PREFIX.sweep}${id}`, 'run');
export const NEWEST_SWEEP: Key = key(`${PK_PREFIX.sweep}newest`, 'newest');
