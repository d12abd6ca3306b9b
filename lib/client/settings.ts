/** Settings of the catalogue, read by everybody and set by administrators. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/client/api'
import { certificationSettingsType } from '@/lib/model/rules/certified'
import type { CertificationSettings, Settings } from '@/lib/model/wire/settings'

const path = 'system/settings'

export const certificationSettingsQuery = queryOptions({
  queryKey: ['settings', certificationSettingsType] as const,
  queryFn: async ({ signal }) => (await api<Settings>(`${path}/${certificationSettingsType}`, { signal })).config_value,
})

/** Gives them as they are kept. */
export const putCertificationSettings = async (settings: CertificationSettings): Promise<CertificationSettings> => {
  const body: Settings = { config_type: certificationSettingsType, config_value: settings }
  return (await api<Settings>(path, { method: 'PUT', body })).config_value
}
