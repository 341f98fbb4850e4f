"""The language server: `serve` speaks the Language Server Protocol over stdio, TCP or a web socket.

Nothing but this package imports pygls and lsprotocol, and nothing here knows IAM: handlers turn positions into offsets,
call `analysis` and `ide`, and turn what these say into LSP.
"""

from __future__ import annotations

from iamsight.lsp.transport import serve

__all__ = ["serve"]
