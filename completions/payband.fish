complete --keep-order --exclusive --command payband --arguments "(PAYBAND_COMPLETE=fish payband -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
