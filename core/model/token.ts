/** Where a token is. Never its value. */
export type TokenRef = {
  /** Stable and unique: made by `tokenId`. Key of the record and part of every alert id. */
  readonly id: string;
  /** Name of the secret or of the variable: text from outside, escaped wherever it is shown. */
  readonly name: string;
  /** Field of a JSON secret. */
  readonly field?: string;
  /** ARN of the secret, or file and line of the variable. */
  readonly source: string;
};

/** Injective: both parts are encoded, so no name can imitate another's field. */
export const tokenId = (source: string, field?: string): string =>
  field === undefined ? encodeURIComponent(source) : `${encodeURIComponent(source)}#${encodeURIComponent(field)}`;

/**
 * Bytes of a field in an id. With the longest name that Secrets Manager allows, 512 characters that are each three when encoded, an
 * alert's key stays under the 2,048 bytes of DynamoDB; one key above them would fail the whole batch, again and again.
 */
export const MAX_FIELD_BYTES = 256;

export const isFieldName = (field: string): boolean =>
  field.isWellFormed() && encodeURIComponent(field).length <= MAX_FIELD_BYTES;

/** `prod/discord-bot` or `prod/keys.DISCORD_TOKEN`: how a token is called in texts. */
export const tokenLabel = (ref: TokenRef): string => (ref.field === undefined ? ref.name : `${ref.name}.${ref.field}`);
