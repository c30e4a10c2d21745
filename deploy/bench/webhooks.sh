#!/usr/bin/env bash
# W1: how soon webhooks are answered at a steady rate, by a Florin that runs (`mvn -Prun`), through its gateway.
# An answer's time counts from when its webhook was due. First the machine gets warm at the same rate, uncounted.
# The floor is what the same way costs for a request that is refused unread, one at a time, before any load.
# Loopback only, bounded in number.
#   webhooks.sh [connections=40] [a second=200] [seconds=30] [seconds to get warm=120]
set -euo pipefail
connections=${1:-40} rate=${2:-200} seconds=${3:-30} warm=${4:-120}
gateway=http://127.0.0.1:${FLORIN_PORT:-8080}
bank=http://127.0.0.1:${FLORIN_EMULATOR_PORT:-18090}/_emulator
json='Content-Type: application/json'
field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

token=$(curl -sf "$gateway/auth/token" -H "$json" -d '{"username":"demo","password":"demo"}' | field accessToken)
has=$(curl -sf "$bank/items" | grep -o '"item_id"' | wc -l)
if [ "$connections" -gt "$has" ]; then
  linked=0
  curl -sf "$bank/items/bulk" -H "$json" \
      -d "{\"count\":$((connections - has)),\"institution_id\":\"ins_109512\",\"webhook\":\"$gateway/webhooks/plaid\"}" |
    grep -o 'public-sandbox-[^"]*' | while read -r public; do
      curl -sf -o /dev/null "$gateway/api/connections" -H "Authorization: Bearer $token" -H "$json" \
        -d "{\"provider\":\"plaid\",\"publicToken\":\"$public\",\"allowDuplicate\":true}"
      linked=$((linked + 1)); printf '\r%d linked' "$linked" >&2
    done
  echo >&2
fi
items=$(curl -sf "$bank/items" | grep -o '"item_id"' | wc -l)
for tries in $(seq 120); do
  healthy=$(curl -sf "$gateway/api/connections?limit=500" -H "Authorization: Bearer $token" |
    grep -o '"state":"healthy"' | wc -l || true)
  [ "$healthy" -ge "$items" ] && break
  [ "$tries" -lt 120 ] || { echo "healthy connections: $healthy (expected: $items, at most 500)" >&2; exit 1; }
  sleep 1
done

floor=$(for _ in $(seq 100); do
  curl -s -o /dev/null -w '%{time_total}\n' "$gateway/webhooks/plaid" -H "$json" -d '{}'
done | median)
storm() {
  curl -sf --max-time $(($1 * 3 + 120)) "$bank/storm" -H "$json" \
    -d "{\"per_second\":$rate,\"times\":$((rate * $1 / items + 1))}"
}
echo "$items connections, $rate a second"
echo "warming up: $(storm "$warm")"
measured=$(storm "$seconds")
echo "measured:   $measured"
p50=$(echo "$measured" | sed 's/.*"p50":\([0-9.]*\).*/\1/')
awk -v p50="$p50" -v floor="$floor" \
  'BEGIN { printf "floor %.1f ms; p50 under load / floor = %.1f\n", floor * 1000, p50 / (floor * 1000) }'
