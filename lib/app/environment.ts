/**
 * The settings of a server. Apart from `lib/app/env.ts`, which reads them for the application, the process that starts it
 * reads them here, in plain Node.
 */
import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')
const webUrl = z.url({ protocol: /^https?$/, message: 'must begin with http:// or https://' })
/** A host by its name, `*.` and what the names of hosts end in, or `*`. */
const urlHost = /^(?:\*|(?:\*\.)?[a-z\d:-]+(?:\.[a-z\d-]+)*)$/
const port = z.coerce.number().int().min(0).max(65535)

/** What stands between `//`, a name with its password, and the path. */
const serverOf = (url: string): string => /^\w+:\/\/([^/?]*@)?([^/?]*)/.exec(url)?.[2] ?? ''

/** Every setting, its default and its meaning. The README's table and `.env.example` name the same. */
export const settings = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must begin with file: or postgres://')
    .refine((url) => !serverOf(url).includes(','), {
      message:
        'names several servers. Give one address that always leads to the server that takes writes: a virtual address, a name in DNS, or a pooler such as PgBouncer',
    })
    .default('file:./data/catalog.db')
    .describe('file:PATH for the embedded database, postgres://… for PostgreSQL'),
  PORT: port.default(3000).describe('Port to listen on'),
  HOST: z.string().default('localhost').describe('Address to listen on; 0.0.0.0 for all'),
  PUBLIC_URL: webUrl.optional().describe('Address under which people and programs reach the server'),
  SECRET_KEY: z
    .string()
    .min(32, 'needs at least 32 characters')
    .optional()
    .describe('Encrypts stored secrets and signs sessions'),
  ADMIN_EMAIL: z.string().optional().describe('First administrator, made at the first start'),
  ADMIN_PASSWORD: z.string().optional().describe('Password of the first administrator'),
  BACKUP_DIRECTORY: z.string().optional().describe('Folder into which the server copies the embedded database'),
  BACKUP_HOURS: z.coerce.number().min(0.25).max(8_760).default(24).describe('Hours from one copy to the next'),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(7).describe('How many copies are kept, the latest'),
  AUDIT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(365)
    .describe('How long the audit keeps sign-ins, tokens and refusals'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, message: 'must begin with smtp:// or smtps://' })
    .optional()
    .describe('Server that sends links for a password by mail; PUBLIC_URL and MAIL_FROM are required with it'),
  MAIL_FROM: z.string().optional().describe('Whom such mail comes from'),
  JWT_ISSUER: z.string().default('dashcat').describe('`iss` of the tokens this server issues'),
  TOKEN_JWKS_URL: webUrl.optional().describe('Keys of an outside issuer whose tokens are accepted'),
  TOKEN_ISSUER: z.string().optional().describe('`iss` those tokens must have; required with TOKEN_JWKS_URL'),
  TOKEN_AUDIENCE: z.string().optional().describe('`aud` those tokens must have; required with TOKEN_JWKS_URL'),
  OPENMETADATA_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+/)
    .default('2.0.7')
    .describe('Version reported to OpenMetadata clients, which insist on theirs'),
  MAX_BODY_MB: z.coerce.number().positive().default(32).describe('Largest request body, in MiB'),
  IMPORT_URL_HOSTS: z
    .string()
    .toLowerCase()
    .transform((text) => text.split(/[\s,]+/).filter((host) => host !== ''))
    .pipe(z.array(z.string().regex(urlHost, 'names hosts, such as *.example.com, or * for all')))
    .optional()
    .describe('Hosts that files to import may be fetched from; * for every public one'),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('What is logged: `info` has a line for every request, `warn` none'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'needs at least 16 characters')
    .optional()
    .describe('Opens /api/metrics to whoever sends it as bearer token'),
  TRUST_PROXY: flag.default(false).describe('Believe X-Forwarded-Proto and -Host'),
})

const complete = settings.refine(
  ({ DATABASE_URL, BACKUP_DIRECTORY }) => BACKUP_DIRECTORY === undefined || DATABASE_URL.startsWith('file:'),
  { path: ['BACKUP_DIRECTORY'], message: 'is for the embedded database. On PostgreSQL use pg_dump' },
)

/**
 * An issuer serves many applications, and a key set many issuers: without both, tokens that were made for others would be
 * good here.
 */
function outsideIssuerOf(
  { TOKEN_JWKS_URL: keySetUrl, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience }: z.infer<typeof settings>,
  problems: string[],
): OutsideIssuer | undefined {
  if (keySetUrl === undefined) return undefined
  if (issuer === undefined) problems.push('TOKEN_ISSUER: is required with TOKEN_JWKS_URL')
  if (audience === undefined) problems.push('TOKEN_AUDIENCE: is required with TOKEN_JWKS_URL')
  return issuer === undefined || audience === undefined ? undefined : { keySetUrl, issuer, audience }
}

/** Who else's tokens are accepted. */
export interface OutsideIssuer {
  readonly keySetUrl: string
  readonly issuer: string
  readonly audience: string
}

/** How links for a password are sent. */
export interface MailSettings {
  readonly url: string
  readonly from: string
  /** What links begin with: what a request says of its host may be anybody's word. */
  readonly publicUrl: string
}

function mailOf(
  { SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL: publicUrl }: z.infer<typeof settings>,
  problems: string[],
): MailSettings | undefined {
  if (url === undefined) return undefined
  if (from === undefined) problems.push('MAIL_FROM: is required with SMTP_URL')
  if (publicUrl === undefined) problems.push('PUBLIC_URL: is required with SMTP_URL, for the links in mail')
  return from === undefined || publicUrl === undefined
    ? undefined
    : { url, from, publicUrl: publicUrl.replace(/\/+$/, '') }
}

export type Environment = z.infer<typeof settings> & {
  readonly outsideIssuer?: OutsideIssuer
  readonly mail?: MailSettings
}

/** Throws one line that names every variable with a bad value, never the value. An empty variable counts as absent. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = complete.safeParse(set)
  const problems = (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (result.success) {
    const outsideIssuer = outsideIssuerOf(result.data, problems)
    const mail = mailOf(result.data, problems)
    if (problems.length === 0)
      return {
        ...result.data,
        ...(outsideIssuer !== undefined && { outsideIssuer }),
        ...(mail !== undefined && { mail }),
      }
  }
  throw new Error(`Settings are not right. ${problems.join('; ')}`)
}
