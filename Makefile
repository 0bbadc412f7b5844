# Dateline: what one does with it. `make check` is what CI runs.
TOOL = go tool -modfile=.tools/go.mod

.PHONY: help build test cover lint fmt fuzz golden vuln bench micro growth check prove

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

build: ## the binary
	go build -trimpath .

test: ## every test, with the race detector, in any order
	go test -race -shuffle=on ./...

cover: ## how much of the code the tests run
	go test -coverpkg=./... -coverprofile=cover.prof ./... && go tool cover -func=cover.prof | tail -1

lint: ## vet and golangci-lint
	go vet ./... && $(TOOL) golangci-lint run

fmt: ## format the code
	$(TOOL) golangci-lint fmt

fuzz: ## every fuzz target for five seconds
	.ci/fuzz 5s

golden: ## write the golden files anew; review the difference like code
	go test ./feeds/render/... -update

vuln: ## known vulnerabilities in what we call
	.ci/vuln

bench: ## what it costs, beside what it is compared to: a table, bench/bench.json and bench/bench.svg
	go run . bench

micro: ## every Go benchmark, for benchstat
	go test -run '^$$' -bench . -benchmem ./...

growth: ## what grows with items and sources, up to 5 M and 10,000: about an hour
	go run . bench growth bounds --items 5000000 --sources 10000 --rounds 1

check: ## what CI runs
	.ci/run

prove: ## the long proofs: big stores, crash loops, long fuzzing, all clients
	.ci/prove
