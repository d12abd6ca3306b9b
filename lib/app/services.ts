import 'server-only'
import { env } from '@/lib/app/env'
import { createJobs } from '@/lib/app/jobs'
import { createMetrics, type Metrics } from '@/lib/app/metrics'
import { type Actors, createActors } from '@/lib/auth/actor'
import { type Attempts, createAttempts } from '@/lib/auth/attempts'
import { type AuditTrail, createAuditTrail } from '@/lib/auth/audit-trail'
import { createMailer, type Mailer } from '@/lib/auth/mail/mailer'
import { openPeople, type People } from '@/lib/auth/people'
import { createRefreshTokens, type RefreshTokens } from '@/lib/auth/refresh-tokens'
import { createSealer } from '@/lib/auth/sealer'
import { requireSameKey, secretKey, sessionSecret } from '@/lib/auth/secret-key'
import { openTokens, type Tokens } from '@/lib/auth/tokens'
import type { Sealer } from '@/lib/entities/context'
import { sealStored } from '@/lib/entities/seal-stored'
import { publishing } from '@/lib/events/publish'
import { subscribersOf } from '@/lib/events/subscribers'
import type { Runner } from '@/lib/jobs/runner'
import { detailOf, log } from '@/lib/log'
import { createLru, type Lru } from '@/lib/lru'
import { createMarkdownRenderer, type MarkdownRenderer } from '@/lib/markdown/render-markdown'
import { openStore } from '@/lib/store/open-store'
import type { Store } from '@/lib/store/store'

/** What every request works with, opened once per process. */
export interface Services {
  /** What it commits, others are told of (`lib/events/subscribers.ts`). */
  readonly store: Store
  readonly sealer: Sealer
  readonly people: People
  readonly tokens: Tokens
  readonly refreshTokens: RefreshTokens
  readonly actors: Actors
  readonly attempts: Attempts
  readonly audit: AuditTrail
  readonly markdown: MarkdownRenderer
  /** Only where `SMTP_URL` says by which server. */
  readonly mail: { readonly mailer: Mailer; readonly publicUrl: string } | undefined
  /** Only where `METRICS_TOKEN` says who may see them. */
  readonly metrics: Metrics | undefined
  /** The latest that runs of ingestion pipelines said of how far they are. */
  readonly runProgress: Lru<object>
  /** Works off what people have asked for and left; begins at the start of the server. */
  readonly jobs: Runner
}

/** Pages and route handlers get separate copies of a module's variables, so this hangs on the process. */
const holder = globalThis as typeof globalThis & { dashcatServices?: Promise<Services> }

async function open(): Promise<Services> {
  const key = secretKey()
  const store = await openStore()
  const sealer = createSealer(key)
  await requireSameKey(store, sealer)
  await sealStored({ store, sealer })
  const people = await openPeople(store, {
    secret: sessionSecret(key),
    isHttps: env.PUBLIC_URL?.startsWith('https:') === true,
  })
  const tokens = await openTokens(store, sealer, {
    issuer: env.JWT_ISSUER,
    ...(env.outsideIssuer !== undefined && { outside: env.outsideIssuer }),
  })
  const actors = createActors({ store, people, tokens })
  const metrics = env.METRICS_TOKEN === undefined ? undefined : createMetrics()
  const published = publishing(store, subscribersOf({ people, actors, meter: metrics }), (subscriber, error) =>
    log().error({ detail: detailOf(error) }, `A commit was not followed by ${subscriber}`),
  )
  return {
    store: published,
    sealer,
    people,
    tokens,
    refreshTokens: createRefreshTokens(people, key),
    actors,
    attempts: createAttempts(),
    audit: createAuditTrail(store.audit, (error) =>
      log().error({ detail: detailOf(error) }, 'The audit could not be written'),
    ),
    markdown: createMarkdownRenderer(),
    mail: env.mail && { mailer: createMailer(env.mail.url, env.mail.from), publicUrl: env.mail.publicUrl },
    metrics,
    runProgress: createLru(1_000),
    jobs: createJobs({ store: published, sealer }),
  }
}

/** A failed start is tried again by the next request. */
export function openServices(): Promise<Services> {
  holder.dashcatServices ??= open().catch((error) => {
    delete holder.dashcatServices
    throw error
  })
  return holder.dashcatServices
}
