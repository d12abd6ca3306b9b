/**
 * The end of a server, with nobody cut off: what has begun gets its whole answer, what is on its way on an open connection
 * too, and connections end once they are quiet. Node's own way destroys each whose answer has been written but not sent.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type Socket, Server as TcpServer } from 'node:net'

/** How long requests in flight may take once the process has been told to stop. */
const drainMs = 30_000
/** How long an open connection must have been quiet: a request may have been sent before its client could know. */
const quietMs = 500
/** How long somebody who has the answer may go on sending. */
const lingerMs = 5_000
const sweepMs = 50

export interface Departure {
  /** To be told of every request before anything answers it. */
  note(request: IncomingMessage, response: ServerResponse): void
  /** Takes no new connection, and ends once every request has been answered. */
  leave(ended: () => void): void
}

interface Connection {
  latest?: { readonly request: IncomingMessage; readonly response: ServerResponse }
  /** Since when there has been nothing to do, and how much had been read by then. */
  quiet?: { readonly since: number; readonly read: number }
}

export function createDeparture(server: Server): Departure {
  const connections = new Map<Socket, Connection>()
  let leaving = false
  server.on('connection', (socket: Socket) => {
    connections.set(socket, {})
    socket.once('close', () => connections.delete(socket))
  })

  const sweep = (): void => {
    const now = Date.now()
    for (const [socket, connection] of connections) {
      if (isBusy(socket, connection)) delete connection.quiet
      else if (connection.quiet?.read !== socket.bytesRead) connection.quiet = { since: now, read: socket.bytesRead }
      else if (now - connection.quiet.since >= waitOf(connection)) socket.destroySoon()
    }
  }

  return {
    note: (request, response) => {
      const connection = connections.get(request.socket)
      if (connection !== undefined) connection.latest = { request, response }
      if (leaving) announceEnd(request, response)
    },
    leave: (ended) => {
      leaving = true
      for (const { latest } of connections.values())
        if (latest !== undefined) announceEnd(latest.request, latest.response)
      const limit = setTimeout(() => server.closeAllConnections(), drainMs)
      const sweeps = setInterval(sweep, sweepMs)
      // Of a TCP server: an HTTP server's would destroy connections, as said above.
      TcpServer.prototype.close.call(server, () => {
        clearTimeout(limit)
        clearInterval(sweeps)
        ended()
      })
    },
  }
}

/** A request is being read or answered, or the first one has begun to arrive. */
const isBusy = (socket: Socket, { latest }: Connection): boolean =>
  latest === undefined ? socket.bytesRead > 0 : !latest.response.writableFinished

const waitOf = ({ latest }: Connection): number =>
  latest === undefined || latest.request.complete ? quietMs : lingerMs

/**
 * Tells the client that the connection ends with this answer, once nothing more can arrive: closing on somebody who still
 * sends would reset the connection, and lose the answer.
 */
function announceEnd(request: IncomingMessage, response: ServerResponse): void {
  const announce = (): void => {
    if (!response.headersSent) response.setHeader('Connection', 'close')
  }
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers
  if (request.complete || (length === '0' && encoding === undefined)) announce()
  else request.once('end', announce)
}
