import type { Cause } from '../../core/model/verdict.ts';

/** An error as somebody pasted it in public, with the causes that are right for it; `null`: the token is not the matter. */
export type Reported = {
  readonly source: string;
  readonly text: string;
  /** Whose it is, where it was asked with that said. */
  readonly provider: string | null;
  readonly causes: readonly (Cause | null)[];
};

export const REPORTED: readonly Reported[] = [
  {
    source: 'CesiumLabs/create-discord-app#11',
    text: 'Error [TOKEN_INVALID]: An invalid token was provided.',
    provider: 'discord',
    causes: ['malformed', 'unrecognised', 'revoked'],
  },
  {
    source: 'alexemanuelol/rustplusplus#82',
    text: '2022-10-08 02:00:12 ERROR: {"code":"TokenInvalid"}',
    provider: 'discord',
    causes: ['malformed', 'unrecognised', 'revoked'],
  },
  {
    source: 'Waterball-Software-Academy/WSA-Utopia-Discord-Bot#89',
    text: 'net.dv8tion.jda.api.exceptions.InvalidTokenException: The provided token is invalid!',
    provider: 'discord',
    causes: ['unrecognised', 'revoked', 'malformed'],
  },
  {
    source: 'Javacord/Javacord#84',
    text: 'java.lang.IllegalArgumentException: No valid token provided AND missing email or password. Connecting not possible!',
    provider: 'discord',
    causes: ['malformed'],
  },
  {
    source: 'SealedSaucer/Voicecord#9',
    text: 'discord.errors.HTTPException: 429 Too Many Requests (error code: 0): <!DOCTYPE html>',
    provider: 'discord',
    causes: ['blocked', 'rate-limited'],
  },
  {
    source: 'discord/discord-api-docs#6473',
    text: '{"message": "internal network error", "code": 40333}',
    provider: 'discord',
    causes: ['blocked'],
  },
  {
    source: 'thesleax/ticket-bot#2',
    text: 'DiscordAPIError[50027]: Invalid Webhook Token',
    provider: 'discord',
    causes: ['expired', 'unrecognised', 'revoked'],
  },
  {
    source: 'discord/discord-api-docs#6851',
    text: '{"message": "404: Not Found", "code": 0}',
    provider: 'discord',
    causes: [null, 'unrecognised'],
  },
  {
    source: 'discord/discord-api-docs#1138',
    text: 'Incorrect login details were provided.',
    provider: 'discord',
    causes: ['revoked', 'unrecognised', 'malformed'],
  },
  {
    source: 'githubexporter/github-exporter#28',
    text: 'net/http: invalid header field value "token ***\\n" for key Authorization',
    provider: 'github',
    causes: ['malformed'],
  },
  {
    source: 'cloudflare/workers-sdk#13997',
    text: 'TypeError: Cannot convert argument to a ByteString because the character at index 7 has a value of 8230 which is greater than 255.',
    provider: null,
    causes: ['malformed'],
  },
  {
    source: 'wso2/product-apim#2409',
    text: 'java.lang.IllegalArgumentException: Unexpected char 0x0a at 869 in Authorization value',
    provider: null,
    causes: ['malformed'],
  },
  {
    source: 'external-secrets/external-secrets#2533',
    text: 'net/http: invalid header field value for "Authorization"',
    provider: null,
    causes: ['malformed'],
  },
  {
    source: 'aquasecurity/trivy#10567',
    text: 'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    provider: 'github',
    causes: ['blocked'],
  },
  {
    source: 'repohistory/repohistory#7',
    text: 'RequestError [HttpError]: This installation has been suspended',
    provider: 'github',
    causes: ['account-disabled'],
  },
  {
    source: 'trufflesecurity/trufflehog#3262',
    text: '{"message":"Resource not accessible by integration","documentation_url":"https://docs.github.com/rest","status":"403"}',
    provider: 'github',
    causes: ['insufficient-scope'],
  },
  {
    source: 'PyGithub/PyGithub#934',
    text: '{"message":"Must authenticate to access this API.","documentation_url":"https://docs.github.com/enterprise/rest"}',
    provider: 'github',
    causes: ['unrecognised', 'revoked', 'malformed'],
  },
  {
    source: 'pyrsia/pyrsia#1597',
    text: 'error validating token: HTTP 401: Bad credentials (https://api.github.com/)\nTry authenticating with:  gh auth login',
    provider: 'github',
    causes: ['unrecognised', 'revoked', 'malformed', 'expired'],
  },
  {
    source: 'snok/container-retention-policy#132',
    text: "The `token` value is not valid. Must be $GITHUB_TOKEN, a classic personal access token (prefixed by 'ghp') or oauth token (prefixed by 'gho').",
    provider: 'github',
    causes: [null, 'malformed'],
  },
  {
    source: 'pantheon-systems/terminus-build-tools-plugin#374',
    text: 'GitHub authentication tokens should be 40-character strings containing only the letters a-f and digits (0-9).',
    provider: 'github',
    causes: [null, 'malformed'],
  },
  {
    source: 'ezbz/gitlabber#21',
    text: 'gitlab.exceptions.GitlabHttpError: 403: insufficient_scope',
    provider: 'gitlab',
    causes: ['insufficient-scope'],
  },
  {
    source: 'dlang/dub-registry#343',
    text: '403 Forbidden  - You (@user) must accept the Terms of Service in order to perform this action. Please access GitLab from a web browser to accept these terms.',
    provider: 'gitlab',
    causes: ['account-disabled'],
  },
  {
    source: 'WeblateOrg/hosted#706',
    text: 'Could not get project: invalid_token, Token is expired. You can either do re-authorization or token refresh.',
    provider: 'gitlab',
    causes: ['expired'],
  },
  {
    source: 'git-bug/git-bug#772',
    text: 'token has incorrect format',
    provider: 'gitlab',
    causes: [null, 'malformed'],
  },
  {
    source: 'slackapi/node-slack-sdk#2038',
    text: '{"ok":false,"error":"invalid_refresh_token"}',
    provider: 'slack',
    causes: ['revoked', 'expired', 'unrecognised'],
  },
  {
    source: 'BlakeWilliams/Elixir-Slack#261',
    text: '{:error, "Slack API returned an error `invalid_auth.\\n Response: {\\"ok\\":false,\\"error\\":\\"invalid_auth\\"}"}',
    provider: 'slack',
    causes: ['unrecognised', 'blocked', 'malformed'],
  },
  {
    source: 'slackapi/java-slack-sdk#1621',
    text: '404 channel_not_found',
    provider: 'slack',
    causes: [null, 'insufficient-scope'],
  },
  {
    source: 'cloudfoundry-community/slack-notification-resource#96',
    text: 'HTTP/2 403\ncontent-type: text/html\n\ninvalid_token',
    provider: 'slack',
    causes: ['revoked'],
  },
  {
    source: 'talex-touch/tuff#1842',
    text: "npm error code E404\nnpm error 404 Not Found - PUT https://NPM_REGISTRY/@acme%2futils\nnpm error 404 The requested resource '@acme/utils@2.0.0' could not be found or you do not have permission to access it.",
    provider: 'npm',
    causes: ['expired', 'revoked', 'insufficient-scope'],
  },
  {
    source: 'StefanMaron/AL-Dependency-MCP-Server#18',
    text: 'npm notice Access token expired or revoked.\nnpm error 404 Not Found - PUT https://NPM_REGISTRY/acme-server',
    provider: 'npm',
    causes: ['expired', 'revoked'],
  },
  {
    source: 'jfarmer08/wyze-api#49',
    text: 'npm error code E401\nnpm error 401 Unauthorized - GET https://NPM_REGISTRY/-/whoami',
    provider: 'npm',
    causes: ['unrecognised', 'revoked', 'malformed', 'expired'],
  },
  {
    source: 'npm/cli#5657',
    text: 'npm ERR! code ENEEDAUTH\nnpm ERR! need auth This command requires you to be logged in.\nnpm ERR! need auth You need to authorize this machine using `npm adduser`',
    provider: 'npm',
    causes: ['malformed'],
  },
  {
    source: 'hashicorp/vault#26687',
    text: 'Code: 403. Errors:\n\n* 2 errors occurred:\n\t* permission denied\n\t* invalid token',
    provider: 'vault',
    causes: ['revoked', 'expired', 'unrecognised'],
  },
  {
    source: 'hashicorp/boundary#1597',
    text: 'unable to lookup vault token: Error making API request. URL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self Code: 403. Errors: * permission denied',
    provider: 'vault',
    causes: ['insufficient-scope', null],
  },
  {
    source: 'mauriciovigolo/keycloak-angular#564',
    text: '{"error":"invalid_grant","error_description":"Token is not active"}',
    provider: 'oauth2',
    causes: ['expired', 'revoked'],
  },
  {
    source: 'openid/AppAuth-Android#531',
    text: 'AuthorizationException: {"type":2,"code":2002,"error":"invalid_grant","errorDescription":"Refresh token expired"}',
    provider: 'oauth2',
    causes: ['expired'],
  },
  {
    source: 'ory/hydra#457',
    text: '{"error":"request_unauthorized","error_description":"The request could not be authorized","statusCode":401}',
    provider: 'oauth2',
    causes: ['unrecognised', 'malformed'],
  },
  {
    source: 'spring-attic/spring-security-oauth#1942',
    text: '{"error":"invalid_token","error_description":"Token was not recognised"}',
    provider: 'oauth2',
    causes: ['unrecognised', 'revoked'],
  },
  {
    source: 'YosefHayim/ebay-mcp#67',
    text: 'the provided authorization refresh token is invalid or was issued to another client',
    provider: 'oauth2',
    causes: ['malformed', 'revoked', 'unrecognised'],
  },
  {
    source: 'pallets-eco/flask-jwt#117',
    text: 'jwt.exceptions.DecodeError: Not enough segments',
    provider: 'jwt',
    causes: ['malformed'],
  },
  {
    source: 'gkhaavik/Commercify#38',
    text: 'io.jsonwebtoken.ExpiredJwtException: JWT expired',
    provider: 'jwt',
    causes: ['expired'],
  },
  {
    source: 'hitobito/hitobito#3652',
    text: 'JWT::DecodeError Not enough or too many segments',
    provider: 'jwt',
    causes: ['malformed'],
  },
  { source: 'simov/grant#195', text: 'NotBeforeError: jwt not active', provider: 'jwt', causes: [null] },
  {
    source: 'boto/botocore#3587',
    text: 'botocore.exceptions.ClientError: An error occurred (InvalidSignatureException) when calling the GetSecretValue operation: Signature expired: 20251105T220858Z is now earlier than 20251106T132108Z (20251106T132608Z - 5 min.)',
    provider: 'aws',
    causes: [null],
  },
  {
    source: '99designs/aws-vault#854',
    text: 'UnauthorizedException: Session token not found or invalid',
    provider: 'aws',
    causes: ['expired', 'revoked'],
  },
  {
    source: 'aws/aws-cli#8561',
    text: 'InvalidGrantException while refreshing the SSO token',
    provider: 'aws',
    causes: ['expired'],
  },
  {
    source: 'pypi/warehouse#8787',
    text: 'HTTPError: 403 Forbidden from https://PYPI_HOST/legacy/\nInvalid or non-existent authentication information. See https://PYPI_HOST/help/#invalid-auth for more information.',
    provider: 'pypi',
    causes: ['malformed', 'unrecognised', 'revoked'],
  },
  {
    source: 'cloudsmith-io/cloudsmith-api#49',
    text: 'HTTPError: 403 Forbidden from https://PYPI_HOST/legacy/\nUsername/Password authentication is no longer supported. Migrate to API Tokens or Trusted Publishers instead.',
    provider: 'pypi',
    causes: ['wrong-provider', 'malformed'],
  },
  {
    source: 'poshbotio/PoshBot#239',
    text: 'Response status code does not indicate success: 403 (Forbidden).',
    provider: 'discord',
    causes: ['blocked', 'insufficient-scope'],
  },
];
