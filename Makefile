# The way in: "make site" publishes, "make test" is what a contributor must pass.

GRADUS = .build/release/gradus
PEERS = .build/peers
REFEREE = .build/referee
TEXTBOOKS = .build/textbooks
SOURCES = Package.swift Sources Tests Benchmarks

.PHONY: site test check bench bench-peers referee textbook-forms deps test-deps build lint format

## Install what is missing, build, and write Output/ (all of it: the program itself may have changed).
site: deps build
	$(GRADUS) build --force

## Everything a contributor must pass: format, stale pages, all tests.
test: test-deps lint build $(REFEREE)/ready
	$(GRADUS) check
	swift build --build-tests
	Scripts/run-tests

## Fail when a page and the mathematics disagree.
check: deps build
	$(GRADUS) check

## Speed, as ratios beside absolute times.
bench: deps build
	swift run -c release gradus-benchmarks

## The same beside a script of Jinja2 and NumPy, which typesets nothing and checks nothing; forward
## and gradient beside NumPy.
bench-peers: deps build $(PEERS)/ready
	swift run -c release gradus-benchmarks --peers $(PEERS)/bin/python

$(PEERS)/ready: Benchmarks/peers/requirements.txt
	python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet -r $<
	touch $@

## Right beyond doubt: 10,000 gradients of random models against an independent differentiator.
referee: deps build $(REFEREE)/ready
	$(REFEREE)/bin/python Scripts/referee $(REFEREE_OPTIONS)

## Closed forms beside those that textbooks print.
textbook-forms: deps build $(TEXTBOOKS)/ready
	$(TEXTBOOKS)/bin/python Scripts/textbook-forms $(GRADUS)

$(TEXTBOOKS)/ready: Tests/TextbookTests/requirements.txt
	@Scripts/dependencies referee
	python3 -m venv $(TEXTBOOKS)
	$(TEXTBOOKS)/bin/pip install --quiet -r $<
	touch $@

$(REFEREE)/ready: Scripts/referee/requirements.txt
	@Scripts/dependencies referee
	python3 -m venv $(REFEREE)
	$(REFEREE)/bin/pip install --quiet -r $<
	touch $@

deps:
	@Scripts/dependencies site

test-deps:
	@Scripts/dependencies test

build:
	swift build -c release --product gradus

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)
