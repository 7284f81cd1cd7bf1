#include "textflag.h"

// The lanes of Y0 and Y1 are the sixteen sums of portableSum; SUM16 adds them up in
// the same order and leaves the result in X0.
#define SUM16 \
	VADDPS Y1, Y0, Y0 \
	VEXTRACTF128 $1, Y0, X1 \
	VADDPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VADDPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VADDSS X1, X0, X0

// func sumRow(x *float32, n int) float32
TEXT ·sumRow(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
sum:
	VADDPS (SI), Y0, Y0
	VADDPS 32(SI), Y1, Y1
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ sum
	SUM16
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func centre(dst, x *float32, mean float32, n int) float32
TEXT ·centre(SB), NOSPLIT, $0-36
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	VBROADCASTSS mean+16(FP), Y4
	MOVQ n+24(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
square:
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VSUBPS Y4, Y2, Y2
	VSUBPS Y4, Y3, Y3
	VMOVUPS Y2, (DI)
	VMOVUPS Y3, 32(DI)
	VMULPS Y2, Y2, Y2
	VMULPS Y3, Y3, Y3
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	ADDQ $64, SI
	ADDQ $64, DI
	SUBQ $16, CX
	JNZ square
	SUM16
	VMOVSS X0, ret+32(FP)
	VZEROUPPER
	RET

// func scale(x *float32, by float32, gain, shift *float32, n int)
TEXT ·scale(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	VBROADCASTSS by+8(FP), Y4
	MOVQ gain+16(FP), SI
	MOVQ shift+24(FP), DX
	MOVQ n+32(FP), CX
stretch:
	VMULPS (DI), Y4, Y0
	VMULPS 32(DI), Y4, Y1
	VMULPS (SI), Y0, Y0
	VMULPS 32(SI), Y1, Y1
	VADDPS (DX), Y0, Y0
	VADDPS 32(DX), Y1, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $64, SI
	ADDQ $64, DX
	SUBQ $16, CX
	JNZ stretch
	VZEROUPPER
	RET

// func addPositive(x, y *float32, n int)
TEXT ·addPositive(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ n+16(FP), CX
	VXORPS Y2, Y2, Y2
positive:
	VMAXPS (SI), Y2, Y0
	VMAXPS 32(SI), Y2, Y1
	VADDPS (DI), Y0, Y0
	VADDPS 32(DI), Y1, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ positive
	VZEROUPPER
	RET
