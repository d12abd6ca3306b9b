/** The copies that the server makes of its database by itself, while people write. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call, newDirectory, startServerWithAdministrator } from '@/e2e/server'

test('a server that is told where copies its database at once; the copy is a catalogue like any other', async () => {
  const copies = join(newDirectory(), 'copies')
  const SECRET_KEY = 'a-key-for-this-test-alone-0123456789'
  const server = await startServerWithAdministrator({ env: { BACKUP_DIRECTORY: copies, BACKUP_KEEP: '2', SECRET_KEY } })
  const made = () => readdirSync(copies).filter((name) => name.endsWith('.db'))
  let count = 0
  for (; made().length === 0; count += 1) {
    const body = { name: `service_${count}`, serviceType: 'Superset' }
    expect((await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body })).status).toBe(201)
  }
  expect(await server.stop()).toBe(0)
  const env = { DATABASE_URL: `file:${join(copies, made()[0] ?? '')}`, SECRET_KEY }
  const restored = await startServerWithAdministrator({ env })
  const { status, body } = await call(restored, 'GET', 'dashboards', { token: restored.token })
  expect({ status, body }).toMatchObject({ status: 200, body: { data: [] } })
  expect(await restored.stop()).toBe(0)
}, 90_000)
