package core_test
import ("testing";"fmt";"lasthop/core";"strings")
func TestDbg(t *testing.T){
 for _, p := range everyQuestion(t) {
  for _, w := range []string{"names.txtar: fn-v2 -> h-v2 name=h.far", "triggers.txtar: nlb", "triggers.txtar: alb","transit.txtar: fn-a -> c-host"} {
  if strings.HasPrefix(p.name, w) {
   n := core.Compile(p.topology); v := n.Verdict(p.query)
   fmt.Println(p.name); fmt.Println(brief(&v))
   _, s := v.Deciding(); fmt.Printf("%+v\n", *s)
   for _, x := range n.Problems() { if x.Severity==core.Refused { fmt.Println(x) } }
  }}
 }
}
