import { PageNotFound } from '@/components/shell/page-not-found'

export default function SettingsNotFound() {
  return <PageNotFound />
}
