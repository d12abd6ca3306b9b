import { PageNotFound } from '@/components/shell/page-not-found'

export default function NotFound() {
  return <PageNotFound title="There is no such dashboard">It may have been deleted permanently.</PageNotFound>
}
