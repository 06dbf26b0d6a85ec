# Every task of the project. `make` alone lists them.

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME ?= 30s
WASM     := GOOS=js GOARCH=wasm

.PHONY: help serve build test test-wasm e2e lint fuzz bench size golden vet install

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## build the playground, serve it at http://127.0.0.1:8080 and open it
	go run .

build: ## write the static site to dist/
	go run . build -o dist

test: install vet ## run every test: native, as WASM under node, in Chromium, and the size gate
	@go run .ci/tests.go native wasm e2e size

test-wasm: install ## run the tests of what the browser gets, as WASM under node
	@go run .ci/tests.go wasm

e2e: install ## run the tests in a real Chromium; SCREENSHOTS=DIR keeps pictures
	@go run .ci/tests.go e2e

lint: ## run golangci-lint on the native code and on the browser's
	GOBIN=$(CURDIR)/dist/bin go install $(GOLANGCI)
	dist/bin/golangci-lint run --config .ci/golangci.yml ./...
	$(WASM) dist/bin/golangci-lint run --config .ci/golangci.yml ./wasm ./wasm/browser
	cd wasm/e2e && $(CURDIR)/dist/bin/golangci-lint run --config $(CURDIR)/.ci/golangci.yml ./...

fuzz: ## run each fuzz target for FUZZTIME (30s)
	@go run .ci/fuzz.go $(FUZZTIME)

bench: install ## measure the promises of speed: native Go, then the page in Chromium
	@go run .ci/bench.go

size: ## print what a first visitor downloads, and what the WASM is made of
	@go run .ci/size.go -packages

golden: ## accept the goldens as they come out now, then look at the diff
	go test ./wasm/view -run Golden -accept
	go test ./wasm/panel -run Golden -update

vet:
	@go vet ./...
	@$(WASM) go vet ./wasm ./wasm/browser
	@go vet -C wasm/e2e ./...

install:
	@.ci/install
