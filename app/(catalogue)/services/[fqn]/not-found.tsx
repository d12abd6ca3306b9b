import { NamedNotFound } from '@/components/catalogue/named-not-found'

export default function ServiceNotFound() {
  return <NamedNotFound kind="services" />
}
