---@brief
---
--- iamsight: a language server for AWS IAM policies in JSON, with Amazon Rekognition at its heart. It works offline,
--- and leaves JSON without a policy alone.
---
--- `iamsight` can be installed with `pip` or `uv`:
---
--- ```sh
--- uv tool install iamsight
--- ```
---
--- Settings have the keys of `iamsight.toml`, which goes before them:
---
--- ```lua
--- vim.lsp.config('iamsight', {
---   settings = {
---     iamsight = {
---       severity = { ['unknown-action'] = 'warning' },
---     },
---   },
--- })
--- ```

--- Neovim 0.11 asks for diagnostics when a text changes, but cannot be told that a setting did.
---@param client_id integer
local function diagnose_again(client_id)
  local client = assert(vim.lsp.get_client_by_id(client_id))
  for bufnr in pairs(client.attached_buffers) do
    client:request('textDocument/diagnostic', { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }, nil, bufnr)
  end
end

---@type vim.lsp.Config
return {
  cmd = { 'iamsight', 'server' },
  filetypes = { 'json', 'jsonc' },
  root_markers = { { 'iamsight.toml', 'pyproject.toml' }, '.git' },
  settings = { iamsight = vim.empty_dict() },
  capabilities = { workspace = { diagnostics = { refreshSupport = true } } },
  handlers = {
    ['workspace/diagnostic/refresh'] = vim.lsp.handlers['workspace/diagnostic/refresh']
      or function(_, _, context)
        diagnose_again(context.client_id)
        return vim.NIL
      end,
  },
}
