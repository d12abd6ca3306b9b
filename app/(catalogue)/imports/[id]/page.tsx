import { redirect } from 'next/navigation'
import { jobHref } from '@/lib/client/jobs'

/** Where they were before there were other jobs; links to them are in chats and mails. */
export default async function ImportPage({ params }: { params: Promise<{ id: string }> }): Promise<never> {
  redirect(jobHref(encodeURIComponent((await params).id)))
}
