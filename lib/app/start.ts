import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/app/env'
import { recordRequest } from '@/lib/app/record-request'
import { openServices, type Services } from '@/lib/app/services'
import { addAdministrator, newSetupPath, setupSchema } from '@/lib/app/setup'
import type { Started } from '@/lib/app/started'
import { systemContext } from '@/lib/app/system-context'
import { addIssuedToken } from '@/lib/auth/issued-tokens'
import { hasAccounts } from '@/lib/auth/people'
import { sweepAccounts } from '@/lib/auth/sweep'
import { type Background, createBackground } from '@/lib/background'
import { resumeWork } from '@/lib/entities/resume-work'
import { seed } from '@/lib/entities/seed'
import { takeTurns } from '@/lib/entities/turns'
import { detailOf, log } from '@/lib/log'
import { isGoodPassword, weakPassword } from '@/lib/model/rules/password'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

/** Opens, migrates and seeds the catalogue. Throws one readable sentence when that is not possible. */
export async function startCatalogue(): Promise<Omit<Started, 'answer'>> {
  const services = await openServices()
  const { store } = services
  await store.ping()
  await retried(() => seed(systemContext(services)))
  await sweepAccounts(services.people, store, Date.now())
  await addIngestionToken(services)
  await retried(() => addConfiguredAdministrator(services))
  const background = backgroundOf(services)
  services.jobs.start(background)
  return {
    setupPath: await newSetupPath(services),
    background,
    record: (line) => recordRequest(line, services.metrics),
    close: async () => {
      await background.stop()
      await services.markdown.close()
      await store.close()
    },
  }
}

const resumeEveryMs = 5_000
const dayMs = 24 * 60 * 60 * 1000
const sweepEveryMs = dayMs

function backgroundOf(services: Services): Background {
  const background = createBackground((task, error) =>
    log().error({ detail: detailOf(error) }, `The task failed and is tried again: ${task}`),
  )
  background.add({
    // What this process, or another that is gone, could not bring to its end. It stays written down.
    name: 'going on with work under way',
    wait: () => resumeEveryMs,
    run: (ending) => resumeWork({ ...systemContext(services), ending }),
  })
  background.add({
    name: 'clearing away accounts of nobody',
    wait: () => sweepEveryMs,
    run: (ending) => sweepAccounts(services.people, services.store, Date.now(), ending),
  })
  const sweepAtOnce = background.add({
    name: 'clearing away what the audit keeps no longer',
    wait: () => sweepEveryMs,
    run: (ending) => sweepAudit(services, ending),
  })
  sweepAtOnce()
  return background
}

/** In parts, so that nobody waits for it long. */
async function sweepAudit({ store }: Services, ending: AbortSignal): Promise<void> {
  const turn = takeTurns()
  while (!ending.aborted && (await store.audit.sweep(Date.now() - env.AUDIT_DAYS * dayMs))) await turn()
}

const attemptsMax = 5

/** Of processes that start at once on a new database one is faster; the others look again and find it done. */
async function retried(attempt: () => Promise<void>): Promise<void> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (count === attemptsMax || isFinal(error)) throw error
      await sleep(200 * count)
    }
  }
}

const isFinal = (error: unknown): boolean => error instanceof CatalogueError && error.kind === 'badRequest'

/** `ADMIN_EMAIL` and `ADMIN_PASSWORD` make the first person and nobody after: a changed password stays changed. */
async function addConfiguredAdministrator(services: Services): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env
  if (email === undefined || password === undefined || (await hasAccounts(services.people))) return
  const administrator = setupSchema.omit({ token: true }).safeParse({ email, password, displayName: 'Administrator' })
  if (!administrator.success || !isGoodPassword(password)) {
    throw badRequest(
      `ADMIN_EMAIL or ADMIN_PASSWORD is not usable. ${administrator.success ? weakPassword : 'The address is not one.'}`,
    )
  }
  await addAdministrator(services, administrator.data)
}

/** The seeded bot has a token from the first start on; once revoked it stays revoked. */
async function addIngestionToken({ store, people }: Services): Promise<void> {
  const [bot] = await store.findByFqns('user', ['ingestion-bot'])
  if (bot === undefined) return
  const mark = crypto.randomUUID()
  if ((await store.settleSetting('seed.ingestionToken', mark)) !== mark) return
  await addIssuedToken(people, { userId: bot.id, kind: 'BOT', name: bot.name, expiresAt: null }, Date.now())
}
