package main

import (
	"fmt"
	"strings"

	"lasthop/core"
)

// A costReport is the JSON of what a network costs; amounts are US dollars.
type costReport struct {
	Monthly  string       `json:"monthly"`
	Items    []costItem   `json:"items"`
	Rates    []rateReport `json:"rates"`
	Unpriced []core.ID    `json:"unpriced"`
	Date     string       `json:"date"`
	Region   string       `json:"region"`
	Source   string       `json:"source"`
	Notes    []string     `json:"notes"`
}

type costItem struct {
	At      core.ID `json:"at"`
	Price   string  `json:"price"`
	Title   string  `json:"title"`
	Count   int     `json:"count"`
	Monthly string  `json:"monthly"`
}

type rateReport struct {
	Title string `json:"title"`
	PerGB string `json:"perGB"`
}

func cost(c *call) (int, error) {
	var with whatIf
	with.flags(c)
	if err := c.parse(1, "a file"); err != nil {
		return exitBad, err
	}
	n, _, err := with.load(c.rest[0])
	if err != nil {
		return exitBad, err
	}
	got := n.Cost()
	r := costReport{
		Monthly: core.Dollars(got.Monthly), Items: []costItem{}, Rates: []rateReport{}, Unpriced: append([]core.ID{}, got.Unpriced...),
		Date: core.PriceDate, Region: core.PriceRegion, Source: core.PriceSource, Notes: []string{},
	}
	noted := map[string]bool{"": true}
	for _, x := range got.Items {
		info := x.Price.Info()
		r.Items = append(r.Items, costItem{x.At, info.Code, info.Title, x.Count, core.Dollars(x.Monthly)})
		if !noted[info.Note] {
			noted[info.Note] = true
			r.Notes = append(r.Notes, info.Note)
		}
	}
	for _, x := range got.Rates {
		r.Rates = append(r.Rates, rateReport{x.Title, fmt.Sprintf("%.3f", float64(x.PerGB)/1e6)})
	}
	if c.asJSON {
		return exitYes, c.print(r)
	}
	width := len("a month")
	for _, x := range r.Items {
		width = max(width, len([]rune(x.At)))
	}
	for _, x := range r.Items {
		fmt.Fprintf(c.out, "%-*s  $%8s  %d × %s\n", width, x.At, x.Monthly, x.Count, x.Title)
	}
	fmt.Fprintf(c.out, "%-*s  $%8s  of %d hours, without traffic\n", width, "a month", r.Monthly, core.HoursPerMonth)
	for _, x := range r.Rates {
		fmt.Fprintf(c.out, "traffic: $%s a GB %s\n", x.PerGB, x.Title)
	}
	if len(r.Unpriced) > 0 {
		fmt.Fprintf(c.out, "not counted, for want of a price: %s\n", join(r.Unpriced))
	}
	for _, x := range r.Notes {
		fmt.Fprintln(c.out, x)
	}
	fmt.Fprintf(c.out, "Prices of %s, %s: %s\n", r.Region, r.Date, r.Source)
	return exitYes, nil
}

func join(ids []core.ID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, ", ")
}
