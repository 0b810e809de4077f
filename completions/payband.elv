
set edit:completion:arg-completer[payband] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) PAYBAND_COMPLETE="elvish" payband -- $@words) | to-lines
}

