#!/bin/sh
# Price: xan: two processes in a pipe.  usage: price_xan.sh IN OUT
X="${XAN:-xan}"
"$X" join --left role,city,level "$1" "${RATES:?}" |
"$X" map 'if(market_mid, to_fixed(salary / market_mid, 4), "") as market_ratio' -o "$2"
