#!/usr/bin/env bash
# W1: how soon webhooks are answered at a steady rate, by a Florin that runs (`mvn -Prun`), through its gateway.
# An answer's time counts from when its webhook was due. Loopback only, bounded in number.
#   webhooks.sh [connections=100] [a second=200] [seconds=30]
set -euo pipefail
connections=${1:-100} rate=${2:-200} seconds=${3:-30}
gateway=http://127.0.0.1:${FLORIN_PORT:-8080}
bank=http://127.0.0.1:${FLORIN_EMULATOR_PORT:-18090}/_emulator
field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

token=$(curl -sf "$gateway/auth/token" -H 'Content-Type: application/json' -d '{"username":"demo","password":"demo"}' | field accessToken)
linked=0
curl -sf "$bank/items/bulk" -H 'Content-Type: application/json' \
    -d "{\"count\":$connections,\"institution_id\":\"ins_109512\",\"webhook\":\"$gateway/webhooks/plaid\"}" |
  grep -o 'public-sandbox-[^"]*' | while read -r public; do
    curl -sf -o /dev/null "$gateway/api/connections" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
      -d "{\"provider\":\"plaid\",\"publicToken\":\"$public\",\"allowDuplicate\":true}"
    linked=$((linked + 1)); printf '\r%d of %d linked' "$linked" "$connections" >&2
  done
echo >&2
items=$(curl -sf "$bank/items" | grep -o '"item_id"' | wc -l)
times=$((rate * seconds / items + 1))
curl -sf --max-time $((seconds * 3 + 60)) "$bank/storm" -H 'Content-Type: application/json' \
  -d "{\"per_second\":$rate,\"times\":$times}"
echo
