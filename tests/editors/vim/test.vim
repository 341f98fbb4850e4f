" Vim with the lines of docs/editors.md and ALE: what it shows, as JSON. $IAMSIGHT_SNIPPETS names the lines, $IAMSIGHT_FILE
" the file, $IAMSIGHT_ANSWERS where to write.

set nocompatible nomore noswapfile hidden encoding=utf-8
set runtimepath^=/usr/share/vim-ale
let g:ale_linters = {'json': ['iamsight']}
let g:ale_fixers = {}
filetype plugin on
runtime plugin/ale.vim
source $IAMSIGHT_SNIPPETS

let s:answers = {}

function! s:Until(condition) abort
  let l:start = reltime()
  while !a:condition()
    if reltimefloat(reltime(l:start)) > 20
      let s:answers.error = 'not within 20 seconds: ' .. string(a:condition) .. execute('messages')
      call s:Leave()
    endif
    sleep 20m
  endwhile
endfunction

function! s:Leave() abort
  call writefile([json_encode(s:answers)], $IAMSIGHT_ANSWERS)
  qall!
endfunction

function! s:Found() abort
  return ale#engine#GetLoclist(bufnr())
endfunction

function! s:Preview() abort
  return filter(getwininfo(), {_, window -> getwinvar(window.winnr, '&previewwindow')})
endfunction

execute 'edit' fnameescape($IAMSIGHT_FILE)
" The settings, which make a warning of the error, arrive after the file.
call s:Until({-> !empty(s:Found()) && s:Found()[0].type is# 'W'})
let s:answers.found = map(copy(s:Found()), {_, one -> {'text': one.text, 'type': one.type, 'code': get(one, 'code', ''), 'line': one.lnum, 'under': getline(one.lnum)[one.col - 1 : one.end_col - 1]}})

call search('DeleteLabels')
call feedkeys("1\<CR>", "t") " the answer to its question
ALECodeAction
call s:Until({-> search('DetectLabels', 'nw')})
ALELint
call s:Until({-> empty(s:Found())})
let s:answers.fixed = join(getline(1, '$'), "\n")

call search('DetectLabels')
ALEHover
call s:Until({-> !empty(s:Preview())})
let s:answers.hover = join(getbufline(s:Preview()[0].bufnr, 1, '$'), "\n")
pclose!

let s:answers.processes = map(job_info(), {_, job -> job_info(job).process})
call s:Leave()
