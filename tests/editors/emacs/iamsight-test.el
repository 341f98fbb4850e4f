;;; iamsight-test.el --- Emacs with the lines of docs/editors.md  -*- lexical-binding: t -*-
;; The environment names the lines (IAMSIGHT_SNIPPETS) and a folder for the files (IAMSIGHT_FOLDER).

(require 'ert)
(require 'eglot)
(require 'project)

(setq make-backup-files nil
      eglot-sync-connect 20)
(load (getenv "IAMSIGHT_SNIPPETS") nil t)

(defconst iamsight-wrong "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [
    {
      \"Effect\": \"Allow\",
      \"Action\": [\"rekognition:DeleteLabels\"],
      \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/x\": \"😀\"}}
    }
  ]
}
")
(defconst iamsight-right (string-replace "DeleteLabels" "DetectLabels" iamsight-wrong))

(defmacro iamsight-until (condition)
  "The value of CONDITION as soon as it is true; an error after 20 seconds."
  `(with-timeout (20 (error "Not within 20 seconds: %S" ',condition))
     (let (value)
       (while (not (setq value ,condition))
         (accept-process-output nil 0.05))
       value)))

(defmacro iamsight-visiting (name text &rest body)
  "Do BODY in the buffer of a new file NAME with TEXT, then say goodbye to the server."
  (declare (indent 2))
  `(let ((file (expand-file-name ,name (getenv "IAMSIGHT_FOLDER"))))
     (with-temp-file file (insert ,text))
     (with-current-buffer (find-file-noselect file)
       (unless (eglot-managed-p) (eglot-ensure) (run-hooks 'post-command-hook))
       (iamsight-until (eglot-managed-p))
       (unwind-protect (progn ,@body)
         (let ((process (jsonrpc--process (eglot-current-server))))
           (eglot-shutdown (eglot-current-server) nil 10)
           (should-not (process-live-p process)))
         (set-buffer-modified-p nil)
         (kill-buffer)))))

(defun iamsight-found ()
  "The texts that diagnostics stand under; without idle timers, flymake has to be told to look."
  (flymake-start)
  (mapcar (lambda (one) (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
          (flymake-diagnostics)))

(defun iamsight-go-to (text)
  "Put point behind TEXT."
  (goto-char (point-min))
  (search-forward text))

(ert-deftest iamsight-diagnostics ()
  (iamsight-visiting "diagnostics.json" iamsight-wrong
    (should (eq major-mode 'js-json-mode))
    (should (equal (iamsight-until (iamsight-found)) '("DeleteLabels")))
    (iamsight-until (and (iamsight-found) ; as the settings say, which arrive after the file
                         (eq (flymake-diagnostic-type (car (flymake-diagnostics))) 'eglot-warning)))
    (iamsight-go-to "Delete")
    (delete-char -6)
    (insert "Detect")
    (eglot--signal-textDocument/didChange)
    (should (iamsight-until (null (iamsight-found))))))

(ert-deftest iamsight-completion ()
  (iamsight-visiting "completion.json" (string-replace "DeleteLabels" "DetectLab" iamsight-wrong)
    (iamsight-go-to "DetectLab")
    (completion-at-point)
    (should (equal (buffer-string) iamsight-right))))

(ert-deftest iamsight-hover ()
  (iamsight-visiting "hover.json" iamsight-right
    (iamsight-go-to "Detect")
    (let ((shown nil))
      (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
      (should (string-match-p "Amazon Rekognition Developer Guide" (iamsight-until shown))))))

(ert-deftest iamsight-fix ()
  (iamsight-visiting "fix.json" iamsight-wrong
    (iamsight-until (iamsight-found))
    (iamsight-go-to "Delete")
    (cl-letf (((symbol-function 'completing-read) (lambda (_ choices &rest _) (caar choices)))
              ((symbol-function 'tmm-prompt) #'ignore))
      (eglot-code-actions (point) (point) "quickfix" t))
    (should (equal (buffer-string) iamsight-right))))

(ert-deftest iamsight-fix-all-on-save ()
  (iamsight-visiting "save.json" (string-replace "\"rekognition:DeleteLabels\""
                                                 "\"rekognition:DetectLabels\", \"rekognition:DetectLabels\""
                                                 iamsight-wrong)
    (iamsight-until (iamsight-found))
    (set-buffer-modified-p t)
    (save-buffer)
    (should (equal (with-temp-buffer (insert-file-contents file) (buffer-string)) iamsight-right))))

;;; iamsight-test.el ends here
